"""Where the worker is, for whoever has to say why it does not answer.

The parent hands over an empty file. Its first bytes are shared memory, into which the worker writes what it
is about to do: that costs no call of the system, and stays there however the process ends. Behind them Python
writes its stack when the parent asks for it by a signal, or when the process crashes.
"""

from __future__ import annotations

import faulthandler
import mmap
import os
import signal
from os import _exit, getpid

# File descriptor of the file.
RECORD = 4

# Bytes that hold what the worker is about to do, and in the last whether a process that it forked went on.
SIZE = 4096
_FORKED = SIZE - 1

_shared: mmap.mmap | None = None


def start_recording() -> None:
    """From now on `note` reaches the parent. Without the file, nothing is recorded."""
    global _shared
    try:
        os.set_inheritable(RECORD, False)
        _shared = mmap.mmap(RECORD, SIZE)
        os.lseek(RECORD, SIZE, os.SEEK_SET)
    except (OSError, ValueError):
        return
    faulthandler.enable(RECORD)
    faulthandler.register(signal.SIGUSR2, RECORD)


def stop_recording() -> None:
    """For a forked process, which is not what the parent asks about."""
    global _shared
    _shared = None


def note(phase: str, what: str = "") -> None:
    """What comes next; see `phase.ts` for the phases. `what`: the suite or benchmark that it is done to."""
    if _shared is not None:
        _shared.seek(0)
        _shared.write(f"{phase} {what}\n".encode()[: _FORKED - 1])


def expect_same_process(process: int) -> None:
    """End a process that a suite forked and that goes on as if it were `process`, and leave word of it."""
    if getpid() == process:
        return
    if _shared is not None:
        _shared[_FORKED] = 1
    _exit(1)


def was_forked() -> bool:
    """Did a process that the suite forked go on as the worker?"""
    return _shared is not None and _shared[_FORKED] != 0
