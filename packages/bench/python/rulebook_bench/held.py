"""Measures the memory that live instances hold, by tracemalloc."""

from __future__ import annotations

import gc
import tracemalloc
from typing import Any

from rulebook_bench.suite import BenchmarkSource
from rulebook_bench.template import compile_function

INSTANCES = 10_000

# The list is as long before as after, so what it takes is not counted.
_TRACED = """
def held(__holder, __slots, __traced):
    SETUP
    __order = yield
    while __order is not None:
        __before = __traced()
        for __i in __slots:
            __holder[__i] = STATEMENT
        __order = yield __before
    TEARDOWN
    yield 0
"""

# The method of a source that computes bytes itself: its number is the sample.
_COMPUTED = """
def computed(__holder, __slots, __traced):
    SETUP
    __order = yield
    while __order is not None:
        __bytes = STATEMENT
        __order = yield __bytes
    TEARDOWN
    yield 0
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
        template = _COMPUTED if source.raw else _TRACED
        function = compile_function(template, source, namespace)
        self._generator = function(self._holder, self._slots, lambda: tracemalloc.get_traced_memory()[0])
        self._generator.send(None)

    def calibrate(self, batch_seconds: float) -> None:
        """Make instances once, so that what is made only the first time (caches, shared keys) is there."""
        self.sample()

    def sample(self) -> float:
        """Bytes that one of many live instances holds."""
        self.collects = gc.isenabled()
        if self.source.raw:
            return float(self._generator.send(0))
        # A full collection also empties the free lists, whose memory would not be seen.
        gc.collect()
        tracemalloc.start()
        try:
            before = self._generator.send(0)
            gc.collect()
            return (tracemalloc.get_traced_memory()[0] - before) / INSTANCES
        finally:
            tracemalloc.stop()
            self._holder[:] = [None] * INSTANCES

    def close(self) -> None:
        """Run the teardown."""
        self._generator.send(None)
