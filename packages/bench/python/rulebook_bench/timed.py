"""Compiles a benchmark into a generator whose loop costs no Python call per iteration.

The setup, the loops and the teardown share one frame, so that the statement's names are fast
locals, exactly as in the function the author wrote. Each `yield` of the generator hands out the
seconds of one batch and receives the next order.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from itertools import repeat
from time import perf_counter
from typing import Any

from rulebook_bench.suite import BenchmarkSource

UNROLL = 64

# Which loop of the generator a batch runs.
EMPTY, SINGLE, UNROLLED = 0, 1, 2

_TEMPLATE = """
def timed(__timer):
    SETUP
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
    TEARDOWN
    yield 0.0
"""


class _Fill(ast.NodeTransformer):
    def __init__(self, parts: dict[str, list[ast.stmt]]) -> None:
        self.parts = parts

    def visit_Expr(self, node: ast.Expr) -> Any:
        if isinstance(node.value, ast.Name) and node.value.id in self.parts:
            return self.parts[node.value.id] or [ast.Pass()]
        return node


def compile_timed(source: BenchmarkSource, namespace: dict[str, Any], filename: str) -> Callable[..., Any]:
    """The generator function (asynchronous for an async benchmark) that runs `source` in batches."""
    module = ast.parse(_TEMPLATE)
    statement = [s for s in source.statement_body if not isinstance(s, ast.Pass)]
    _Fill(
        {
            "SETUP": source.setup_body,
            "STATEMENT": statement,
            "UNROLLED": statement * (1 if source.raw else UNROLL),
            "TEARDOWN": source.teardown_body,
        }
    ).visit(module)
    function = module.body[0]
    assert isinstance(function, ast.FunctionDef)
    if source.is_async:
        function = ast.AsyncFunctionDef(**{name: getattr(function, name) for name in function._fields})
        module.body[0] = function
    function.name = source.name
    ast.fix_missing_locations(module)
    scope: dict[str, Any] = {}
    exec(compile(module, filename, "exec"), namespace, scope)
    return scope[source.name]


class Timed:
    """A benchmark after its setup, ready to be sampled batch by batch."""

    def __init__(self, source: BenchmarkSource, namespace: dict[str, Any], filename: str, loop: Any) -> None:
        self.source = source
        self.loops = 1
        self.unroll = 1
        self._loop = loop
        self._generator = compile_timed(source, namespace, filename)(perf_counter)
        self._advance(None)

    def _advance(self, order: Any) -> Any:
        if self.source.is_async:
            return self._loop.run_until_complete(self._generator.asend(order))
        return self._generator.send(order)

    def batch(self, order: int, iterations: int) -> float:
        """Seconds that one batch of the given loop takes."""
        return self._advance((order, repeat(None, iterations)))

    def calibrate(self, batch_seconds: float) -> None:
        """Choose loops and unroll so that a batch takes about `batch_seconds`."""
        iterations, elapsed = 1, self.batch(SINGLE, 1)
        while elapsed < batch_seconds / 4:
            iterations *= 2
            elapsed = self.batch(SINGLE, iterations)
        cost = elapsed / iterations
        self.unroll = 1 if self.source.raw or cost > 1e-6 else UNROLL
        self.loops = max(1, round(batch_seconds / (cost * self.unroll)))
        # The first executions are slow, and a slow moment of the machine misleads: take the best of three.
        elapsed = min(self.batch(self._order, self.loops) for _ in range(3))
        self.loops = max(1, min(round(self.loops * batch_seconds / elapsed), 1_000_000))

    @property
    def _order(self) -> int:
        return SINGLE if self.unroll == 1 else UNROLLED

    def sample(self) -> float:
        """Seconds per operation of one batch, after a short lead-in, less the cost of the empty loop."""
        self.batch(self._order, max(1, self.loops // 8))
        seconds = self.batch(self._order, self.loops)
        if not self.source.raw:
            seconds -= self.batch(EMPTY, self.loops)
        return seconds / (self.loops * self.unroll)

    def close(self) -> None:
        """Run the teardown."""
        self._advance((0, None))
