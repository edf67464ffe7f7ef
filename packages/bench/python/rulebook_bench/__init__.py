"""The suite side of the harness: the `benchmark` decorator.

A benchmark reads like a fixture. Above its `yield` is setup, below it the timed
statement, below a second `yield` the teardown:

    @benchmark(block="at_1000")
    def list_miss():
        \"\"\"A failed look-up in a list of 1,000 ints.\"\"\"
        items = list(range(1000))
        yield
        -1 in items

An `async def` benchmark is timed inside a running event loop and may `await`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])

OPTIONS = "__rulebook_options__"


def benchmark(*, block: str, raw: bool = False, requires: tuple[str, ...] = ()) -> Callable[[F], F]:
    """Mark a function of a suite as a benchmark.

    block: the name of the block, snake_case. Benchmarks of one block are sampled side by side; only
        they may be compared.
    raw: leave the cost of the bare loop in, never unroll, and switch the garbage collector off: the
        method of naive benchmarks, for reproducing figures that were cited elsewhere.
    requires: names of the third-party packages that the benchmark imports.
    """

    def mark(function: F) -> F:
        setattr(function, OPTIONS, {"block": block, "raw": raw, "requires": list(requires)})
        return function

    return mark
