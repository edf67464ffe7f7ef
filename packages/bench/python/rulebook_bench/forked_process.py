"""Does work in a process of its own, forked from this one, and takes what it says.

What the work does to the interpreter, or to itself, does not reach this process.
"""

from __future__ import annotations

import json
import os
import select
import signal
from collections.abc import Callable
from typing import Any

from rulebook_bench.clock import CLOCK
from rulebook_bench.own_folder import own_folder

Send = Callable[[Any], None]


def forked(work: Callable[[Send], None], leave_parent: Callable[[], None], deadline: float) -> list[Any]:
    """What `work` sent (values as in JSON) until it ended, or until `deadline`, in seconds of `monotonic`.

    It is killed then. Nothing tells how it ended: let it send something last.
    """
    reader, writer = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(reader)
        leave_parent()
        try:
            with own_folder("examined"):
                work(lambda value: _write(writer, json.dumps([value])))
        except BaseException:
            pass  # the sampled process will meet it, and can tell it
        finally:
            # Processes that the work left behind may hold the pipe open, so its end is told.
            _write(writer, "")
            os._exit(0)
    os.close(writer)
    try:
        return _read(reader, deadline)
    finally:
        os.close(reader)
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)


def _write(pipe: int, line: str) -> None:
    data = f"{line}\n".encode()
    while data:
        data = data[os.write(pipe, data) :]


def _read(pipe: int, deadline: float) -> list[Any]:
    taken: list[Any] = []
    text = b""
    while True:
        left = deadline - CLOCK.monotonic()
        if left <= 0 or not select.select([pipe], [], [], left)[0]:
            return taken
        data = os.read(pipe, 65536)
        *lines, text = (text + data).split(b"\n")
        for line in lines:
            if not line:
                return taken
            try:
                taken += json.loads(line)
            except ValueError:  # the work, or what it started, wrote into what is not its own
                return taken
        if not data:
            return taken
