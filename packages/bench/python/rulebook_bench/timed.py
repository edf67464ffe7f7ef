"""Times a statement in a loop that costs no Python call per iteration.

The setup, the loops and the teardown share one frame, so that the statement's names are fast
locals, exactly as in the function the author wrote. Each `yield` of the generator hands out the
seconds of one batch and receives the next order.
"""

from __future__ import annotations

import gc
from itertools import repeat
from time import perf_counter
from typing import Any

from rulebook_bench.frame import Frame
from rulebook_bench.suite import BenchmarkSource
from rulebook_bench.surroundings import Surroundings, enclosed
from rulebook_bench.template import compile_function

UNROLL = 16

# Seconds; a batch that takes longer hardly notices cold caches and needs no lead-in.
SLOW = 2e-3

# Which loop of the generator a batch runs.
EMPTY, SINGLE, UNROLLED = 0, 1, 2

_LOOPS = """
def timed(__timer):
    with AROUND:
        __order, __iterations = yield
        while __iterations is not None:
            if __order == 0:
                __start = __timer()
                for __i in __iterations:
                    pass
                __stop = __timer()
            elif __order == 1:
                __start = __timer()
                for __i in __iterations:
                    STATEMENT
                __stop = __timer()
            else:
                __start = __timer()
                for __i in __iterations:
                    UNROLLED
                __stop = __timer()
            __order, __iterations = yield __stop - __start
"""

# The setup before each execution: the clock is read around each, and that cost taken off.
_EXECUTIONS = """
def timed(__timer):
    __order, __iterations = yield
    while __iterations is not None:
        __seconds = 0.0
        for __i in __iterations:
            if __order == 0:
                __start = __timer()
                __stop = __timer()
            else:
                with AROUND:
                    __start = __timer()
                    STATEMENT
                    __stop = __timer()
            __seconds += __stop - __start
        __order, __iterations = yield __seconds
"""


class Timed:
    """A benchmark after its setup, ready to be sampled batch by batch: seconds per operation."""

    def __init__(self, source: BenchmarkSource, namespace: dict[str, Any]) -> None:
        self.source = source
        self.loops = 1
        self.unroll = 1
        self.collects = True
        self._is_slow = False
        self._most_unroll = 1 if source.raw or source.setup_per == "sample" else UNROLL
        template = _EXECUTIONS if source.setup_per == "sample" else _LOOPS
        function = compile_function(template, source, namespace, self._most_unroll)
        self.surroundings = Surroundings()
        self._frame = self.surroundings.run(Frame, source, function, perf_counter)
        self._was_executed = False

    def batch(self, order: int, iterations: int) -> float:
        """Seconds that one batch of the given loop takes."""
        self._was_executed = self._was_executed or order != EMPTY
        return self._frame.send((order, repeat(None, iterations)))

    @enclosed
    def calibrate(self, batch_seconds: float) -> None:
        """Choose loops and unroll so that a batch takes about `batch_seconds`."""
        if self.source.setup_per == "sample":
            self.loops = self._affordable_executions(batch_seconds)
            return
        # The very first execution is slow.
        iterations, elapsed = 1, min(self.batch(SINGLE, 1), self.batch(SINGLE, 1))
        if elapsed > batch_seconds:
            self.unroll = self.loops = 1
            return
        while elapsed < batch_seconds / 4:
            iterations *= 2
            # A slow moment of the machine must not pass for a slow statement: it would not be unrolled.
            elapsed = min(self.batch(SINGLE, iterations) for _ in range(3))
        cost = elapsed / iterations
        self.unroll = 1 if cost > 1e-6 else self._most_unroll
        self.loops = max(1, round(batch_seconds / (cost * self.unroll)))
        # The first executions are slow, and a slow moment of the machine misleads: take the best of three.
        elapsed = min(self.batch(self._order, self.loops) for _ in range(3))
        self.loops = max(1, min(round(self.loops * batch_seconds / elapsed), 1_000_000))

    def _affordable_executions(self, batch_seconds: float) -> int:
        """Executions a batch, so that they, or four times as long with their setups, last about a batch."""
        executions = 1
        while executions < 1000:
            start = perf_counter()
            seconds = self.batch(SINGLE, executions)
            elapsed = perf_counter() - start
            if seconds > batch_seconds / 2 or elapsed > 2 * batch_seconds:
                break
            executions *= 2
        return executions

    @property
    def _order(self) -> int:
        return SINGLE if self.unroll == 1 else UNROLLED

    @enclosed
    def sample(self) -> float:
        """Seconds per operation of one batch, after a short lead-in, less the cost of the empty loop."""
        if self.source.raw:
            gc.disable()
        if not self._is_slow:
            self.batch(self._order, max(1, self.loops // 8))
        seconds = self.batch(self._order, self.loops)
        self._is_slow = self.loops == 1 and seconds > SLOW
        self.collects = gc.isenabled()
        if self.source.raw:
            gc.enable()
        else:
            seconds -= self.batch(EMPTY, self.loops)
        return seconds / (self.loops * self.unroll)

    @enclosed
    def close(self) -> None:
        """Run the teardown, which may rest on what the statement did or bound."""
        if not self._was_executed:
            self.batch(SINGLE, 1)
        self._frame.close((EMPTY, None))
