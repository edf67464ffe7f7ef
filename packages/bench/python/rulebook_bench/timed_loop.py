"""Times a statement in a loop that costs no Python call per iteration.

The setup, the loops and the teardown share one frame, so that the statement's names are fast
locals, exactly as in the function the author wrote. Each `yield` of the generator hands out the
seconds of one batch and receives the next order.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable
from itertools import repeat
from math import inf, log
from random import Random
from typing import Any

from rulebook_bench.clock import CLOCK
from rulebook_bench.failures import SuiteError
from rulebook_bench.frame import Frame
from rulebook_bench.median import median
from rulebook_bench.pauses import PauseShares, evened_out, pause_shares
from rulebook_bench.suite import BenchmarkSource
from rulebook_bench.surroundings import Surroundings, enclosed
from rulebook_bench.template import compile_function
from rulebook_bench.uses import DROPPED, KEPT, KEPT_LOOPS, MOST_KEPT, VARIED, VARIED_LOOPS, take

# Copies of the statement in a row, and what it may cost alone to be compared with them, in seconds.
ROW = 16
CHEAP = 1e-7
# How often both are timed for that, in batches of a quarter: a factor is told, and every process tells it.
ROW_ROUNDS = 3

# Seconds; a batch that takes longer hardly notices cold caches and needs no lead-in.
SLOW = 2e-3

# Seconds for which pauses of the garbage collector are looked for.
WATCHED = 2e-2

# Which loop of the generator a batch runs.
EMPTY, ALONE, IN_ROW = 0, 1, 2

_LOOPS = """
def timed(__timer, __take):
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
                    ROW
                __stop = __timer()
            __order, __iterations = yield __stop - __start
"""

# The setup before each execution: the clock is read around each, and that cost taken off.
_EXECUTIONS = """
def timed(__timer, __take):
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
    """A benchmark after its setup, ready to be sampled in one use batch by batch: seconds per operation."""

    def __init__(self, source: BenchmarkSource, namespace: dict[str, Any], use: str = DROPPED) -> None:
        self.source = source
        self.use = use
        self.loops = 1
        self.collects = True
        self.pause_shares: PauseShares = {}
        self._is_slow = False
        # Of its own: suites seed the shared one, and rely on what it then draws.
        self._random = Random()
        self._most = MOST_KEPT if use == KEPT else 1_000_000
        function = compile_function(self._template, source, namespace, ROW)
        self.surroundings = Surroundings()
        self._frame = self.surroundings.run(Frame, source, function, CLOCK.perf_counter, take)
        self._was_executed = False

    @property
    def _template(self) -> str:
        if self.source.setup_per == "sample":
            return _EXECUTIONS
        return {DROPPED: _LOOPS, KEPT: KEPT_LOOPS, VARIED: VARIED_LOOPS}[self.use]

    def _iterations(self, number: int) -> int | Iterable[None] | range:
        """What the loops of the use take: what to go through, or of inputs how many."""
        if self.use == VARIED:
            return number
        return range(number) if self.use == KEPT else repeat(None, number)

    def batch(self, order: int, iterations: int) -> float:
        """Seconds that one batch of the given loop takes."""
        self._was_executed = self._was_executed or order != EMPTY
        seconds = self._frame.send((order, self._iterations(iterations)))
        if type(seconds) is not float or not 0.0 <= seconds < inf:
            raise SuiteError(
                f"{self.source.place}: {self.source.name}: took {seconds!r:.40}, expected seconds; "
                "it changes the clock of the harness, leave that as it is"
            )
        return seconds

    @enclosed
    def calibrate(self, batch_seconds: float) -> None:
        """Choose loops so that a batch takes about `batch_seconds`."""
        if self.source.setup_per == "sample":
            self.loops = self._affordable_executions(batch_seconds)
            return
        # The very first execution is slow.
        iterations, elapsed = 1, min(self._whole_batch(1), self._whole_batch(1))
        if elapsed > batch_seconds:
            self.loops = 1
            return
        while elapsed < batch_seconds / 4 and iterations <= self._most / 2:
            iterations *= 2
            # A slow moment of the machine misleads: take the best of three.
            elapsed = min(self._whole_batch(iterations) for _ in range(3))
        self.loops = max(1, min(round(iterations * batch_seconds / elapsed), self._most))

    def _whole_batch(self, iterations: int) -> float:
        """Seconds that a batch takes with what is not timed: making inputs, or dropping what was kept."""
        start = CLOCK.perf_counter()
        self.batch(ALONE, iterations)
        return CLOCK.perf_counter() - start

    @enclosed
    def watch_pauses(self) -> None:
        """Find what the garbage collector's pauses cost, so that each sample has the mean share of them."""
        # Pauses while inputs are made would be taken for those of the statement.
        if not self.source.raw and self.source.setup_per == "process" and self.use != VARIED:
            self.pause_shares = pause_shares(self._full_batch, self.loops, WATCHED)

    def _affordable_executions(self, batch_seconds: float) -> int:
        """Executions a batch, so that they, or four times as long with their setups, last about a batch."""
        executions = 1
        while executions < 1000:
            start = CLOCK.perf_counter()
            seconds = self.batch(ALONE, executions)
            elapsed = CLOCK.perf_counter() - start
            if seconds > batch_seconds / 2 or elapsed > 2 * batch_seconds:
                break
            executions *= 2
        return executions

    def _full_batch(self) -> float:
        return self.batch(ALONE, self.loops)

    @enclosed
    def sample(self) -> float:
        """Seconds per operation of one batch, after a short lead-in, less the cost of the empty loop."""
        if self.source.raw:
            gc.disable()
        if not self._is_slow:
            # Of any length, so that what recurs does not fall on the same point of every batch.
            shortest = max(1, self.loops // 8)
            self.batch(ALONE, self._random.randint(shortest, 2 * shortest))
        seconds = evened_out(self._full_batch, self.pause_shares)
        self._is_slow = self.loops == 1 and seconds > SLOW
        self.collects = gc.isenabled()
        if self.source.raw:
            gc.enable()
        else:
            seconds -= self.batch(EMPTY, self.loops)
        return seconds / self.loops

    def vary(self, random: Random) -> None:
        """Take somewhat more or fewer loops: processes are not to share what their number brings about."""
        self.loops = min(max(1, round(self.loops * 2 ** random.uniform(-0.5, 0.5))), self._most)

    @enclosed
    def in_row(self) -> float | None:
        """Logarithm of what a cheap statement costs among copies of itself over its cost alone.

        Alone in the loop, the processor runs it beside parts of the loop, whose cost is taken off in
        full, and foresees each branch; among copies it does neither. A program is somewhere between.
        """
        if self.source.raw or self.source.setup_per == "sample" or self.use != DROPPED:
            return None
        loops = -(-self.loops // 4)
        rows = -(-loops // ROW)
        alone, in_row = [], []
        self.batch(IN_ROW, rows)
        for _ in range(ROW_ROUNDS):
            alone.append((self.batch(ALONE, loops) - self.batch(EMPTY, loops)) / loops)
            if alone[0] > CHEAP:
                return None
            in_row.append((self.batch(IN_ROW, rows) - self.batch(EMPTY, rows)) / (rows * ROW))
        costs = median(in_row), median(alone)
        return log(costs[0] / costs[1]) if min(costs) > 0 else None

    @enclosed
    def close(self) -> None:
        """Run the teardown, which may rest on what the statement did or bound."""
        if not self._was_executed:
            self.batch(ALONE, 1)
        self._frame.close((EMPTY, None))
