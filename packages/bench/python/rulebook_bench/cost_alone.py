"""A benchmark that runs alone, in a process of its own that never saw the others of its block.

The process is forked before anything of the suite was run, so it shares nothing with the block but
the interpreter as it started: same hash seed, same memory layout. What the other members do to
caches, to shared objects or to the interpreter does not reach it.
"""

from __future__ import annotations

import os
import signal
import struct
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from rulebook_bench.own_folder import own_folder
from rulebook_bench.pauses import PauseShares

_ANSWER = struct.Struct("d")
# Loops, and the share of pauses by generation of the garbage collector.
_ORDER = struct.Struct("qddd")
_SAMPLE, _END = b"s", b"e"


@contextmanager
def on_one_core(processes: Sequence[Alone], choose: Callable[[list[int]], int]) -> Iterator[None]:
    """Keep this process and others on one core, chosen from those it may use, where the system can.

    They are compared, and the cores of a shared machine are not equally fast: each has its own neighbours.
    """
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    allowed = os.sched_getaffinity(0)
    core = {choose(sorted(allowed))}
    try:
        for alone in processes:
            alone.keep_on(core)
        os.sched_setaffinity(0, core)
        yield
    finally:
        os.sched_setaffinity(0, allowed)


class Alone:
    """The parent's end: sends loops and shares of pauses, then asks for one sample at a time."""

    def __init__(self, set_up: Callable[[], Any], timeout: float, leave_parent: Callable[[], None]) -> None:
        orders, self._orders = os.pipe()
        self._answers, answers = os.pipe()
        self._process = os.fork()
        if self._process == 0:
            os.close(self._orders)
            os.close(self._answers)
            leave_parent()
            try:
                _serve(set_up, orders, answers, timeout)
            finally:
                os._exit(0)
        os.close(orders)
        os.close(answers)

    def start(self, loops: int, shares: PauseShares) -> None:
        """Let it set up."""
        self._send(_ORDER.pack(loops, *(shares.get(generation, 0.0) for generation in range(3))))

    def keep_on(self, cores: set[int]) -> None:
        """Let it use these cores only. One that has ended is not missed here."""
        try:
            os.sched_setaffinity(self._process, cores)
        except ProcessLookupError:
            pass

    def sample(self) -> float | None:
        """Cost per operation, or None when the process has ended."""
        if not self._send(_SAMPLE):
            return None
        answer = os.read(self._answers, _ANSWER.size)
        return _ANSWER.unpack(answer)[0] if len(answer) == _ANSWER.size else None

    def stop(self) -> None:
        # Told, not only cut off: processes forked later hold this pipe open too.
        self._send(_END)
        os.close(self._orders)
        os.close(self._answers)
        os.waitpid(self._process, 0)

    def _send(self, order: bytes) -> bool:
        try:
            os.write(self._orders, order)
            return True
        except BrokenPipeError:
            return False


def _serve(set_up: Callable[[], Any], orders: int, answers: int, timeout: float) -> None:
    # The signal's default action ends the process, also in the middle of a statement.
    signal.alarm(round(timeout) + 1)
    order = os.read(orders, _ORDER.size)
    if len(order) < _ORDER.size:
        return
    # Files that the benchmark makes are not those of the block.
    with own_folder("alone"):
        block = set_up()
        (member,) = block.members.values()
        member.loops, *shares = _ORDER.unpack(order)
        member.pause_shares = {generation: share for generation, share in enumerate(shares) if share > 0}
        member.sample()
        while os.read(orders, 1) == _SAMPLE:
            # What other processes left in the caches is gone after the first.
            member.sample()
            os.write(answers, _ANSWER.pack(member.sample()))
        block.close()
