"""The suite side of the harness: the `benchmark` decorator.

A benchmark reads like a fixture. Above its `yield` is setup, below it the timed
statement, below a second `yield` the teardown:

    @benchmark(block="at_1000")
    def list_miss():
        \"\"\"A failed look-up in a list of 1,000 ints.\"\"\"
        items = list(range(1000))
        yield
        -1 in items

The yields may lie in a `with` or a `try … finally`, whose end is then part of the teardown. An
`async def` benchmark is timed inside a running event loop and may `await`. With
`uses=("dropped", "varied")` the first yield hands over inputs of equal size, one for each execution:
`key = yield [...]`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])

OPTIONS = "__rulebook_options__"


def benchmark(
    *,
    block: str,
    raw: bool = False,
    setup: str = "process",
    unit: str = "s",
    fresh: bool = False,
    requires: tuple[str, ...] = (),
    same: str | None = None,
    uses: tuple[str, ...] = ("dropped",),
) -> Callable[[F], F]:
    """Mark a function of a suite as a benchmark.

    block: the name of the block, snake_case. Benchmarks of one block are sampled side by side; only
        they may be compared, so they share a unit, and fresh ones do not mix with others.
    raw: leave the cost of the bare loop in, and switch the garbage collector off: the
        method of naive benchmarks, for reproducing figures that were cited elsewhere. With unit="B":
        the statement is an expression whose value is the number of bytes, as its source computes it.
    setup: "process" runs the setup a few times a process, each time for several samples, and the
        teardown after each. "sample" runs setup, one execution of the statement, and teardown again
        and again, and only the statement is timed: for statements that use up what the setup made.
        Such a statement should last a microsecond or more.
    unit: "s" for time. "B" for bytes: the statement is one expression that makes an instance; what
        10,000 live instances (of large ones fewer) hold, by tracemalloc, is divided by their number.
    fresh: time one execution of the statement in a fresh interpreter for each sample (imports,
        start-up), after the setup. Of the suite's module level, only what the benchmark names is
        run there.
    requires: PyPI names of the third-party packages that the benchmark imports. Import them in the
        setup: where one is missing, the benchmark is skipped and the rest of the suite is measured.
    same: the name of a group, snake_case. Benchmarks of a block with the same group do the same job: their
        results must be equal, or none of those that differ from the first carries a rule. The result
        is the value of the last expression of the statement; where it ends in none, what its last
        assignment binds. It is compared by `==`, floats within 1e-9, of an iterator what it gives.
    uses: in what uses the benchmark is sampled, all of them side by side; "dropped" is always the first.
        "dropped": a result is dropped at once, and the input is always the same. "kept": the value of the
        statement's last expression is kept until the batch ends, up to 1,000 of them. "varied": each
        execution has another input, handed over by the yield, as in `key = yield [...]`. Only for a
        plain `def` that is timed in a loop after one setup.
    """

    def mark(function: F) -> F:
        options = {"block": block, "raw": raw, "setup": setup, "unit": unit, "fresh": fresh}
        setattr(function, OPTIONS, {**options, "requires": list(requires), "same": same, "uses": list(uses)})
        return function

    return mark
