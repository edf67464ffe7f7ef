"""Measures the memory that live instances hold, by tracemalloc."""

from __future__ import annotations

import gc
import tracemalloc
from math import inf
from typing import Any

from rulebook_bench.failures import SuiteError
from rulebook_bench.frame import Frame
from rulebook_bench.signature import shown
from rulebook_bench.suite import BenchmarkSource
from rulebook_bench.surroundings import Surroundings, enclosed
from rulebook_bench.template import compile_function

# As many live at once, or of large ones as many as hold so many bytes.
INSTANCES = 10_000
MOST_BYTES = 2**25

# The list is as long before as after, so what it takes is not counted.
_TRACED = """
def held(__holder, __traced):
    with AROUND:
        __slots = yield
        while __slots is not None:
            __before = __traced()
            for __i in __slots:
                __holder[__i] = STATEMENT
            __slots = yield __before
"""

# The method of a source that computes bytes itself: its number is the sample.
_COMPUTED = """
def computed(__holder, __traced):
    with AROUND:
        __slots = yield
        while __slots is not None:
            __bytes = STATEMENT
            __slots = yield __bytes
"""


class Held:
    """A benchmark after its setup, ready to be sampled: bytes per instance."""

    def __init__(self, source: BenchmarkSource, namespace: dict[str, Any]) -> None:
        self.source = source
        self.loops = 1 if source.raw else INSTANCES
        self.collects = True
        self._holder: list[Any] = [None] * INSTANCES
        # Made beforehand, so that no index is among what was allocated meanwhile.
        self._slots = list(range(INSTANCES))
        function = compile_function(_COMPUTED if source.raw else _TRACED, source, namespace)
        self.surroundings = Surroundings()
        self._frame = self.surroundings.run(
            Frame, source, function, self._holder, lambda: tracemalloc.get_traced_memory()[0]
        )
        self._was_executed = False

    @enclosed
    def calibrate(self, batch_seconds: float) -> None:
        """Make instances before, so that what is made only the first time (caches, shared keys) is there."""
        if not self.source.raw:
            self.loops = 1
            largest = max(self._bytes() for _ in range(2))
            self.loops = max(1, min(INSTANCES, int(MOST_BYTES / max(largest, 1))))
        self._bytes()

    @enclosed
    def sample(self) -> float:
        """Bytes that one of many live instances holds."""
        return self._bytes()

    def _bytes(self) -> float:
        self._was_executed = True
        self.collects = gc.isenabled()
        slots = self._slots[: self.loops]
        if self.source.raw:
            return self._number(self._frame.send(slots))
        # A full collection also empties the free lists, whose memory would not be seen.
        gc.collect()
        tracemalloc.start()
        try:
            before = self._frame.send(slots)
            gc.collect()
            held = (tracemalloc.get_traced_memory()[0] - before) / self.loops
            if held < -1 or not tracemalloc.is_tracing():
                raise self._unexpected(f"{held:g}", "stops tracemalloc, or frees memory that its setup took")
            return held
        finally:
            tracemalloc.stop()
            self._holder[:] = [None] * INSTANCES

    def _number(self, computed: Any) -> float:
        """What a statement computed, as bytes."""
        if isinstance(computed, int | float) and 0 <= computed < inf:
            return float(computed)
        raise self._unexpected(shown(computed), "with raw=True is to compute a number of bytes")

    def _unexpected(self, found: str, why: str) -> SuiteError:
        where = f"{self.source.place}: {self.source.name}"
        return SuiteError(f"{where}: unexpected size {found}, expected bytes; the statement {why}")

    @enclosed
    def close(self) -> None:
        """Run the teardown, which may rest on what the statement did."""
        if not self._was_executed:
            self._frame.send([0])
        self._frame.close(None)
