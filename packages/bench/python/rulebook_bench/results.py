"""Compares the results of benchmarks that are said to do the same."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Set
from itertools import islice
from math import isclose
from typing import Any

from rulebook_bench.bound_names import last_assignment
from rulebook_bench.executions import Executions, Statement
from rulebook_bench.signature import shown
from rulebook_bench.suite import BenchmarkSource, Suite, run_suite

# Relative difference of floats that adding up in another order explains.
TOLERANCE = 1e-9

# What is taken of an iterator.
ITEMS = 100_000


def compare_results(suite: Suite, group: list[BenchmarkSource]) -> Iterator[tuple[str, str]]:
    """Name and message of each whose result is not equal to that of the first.

    What raises is passed over here: sampling tells it.
    """
    namespace = run_suite(suite)
    # A result may need what its setup made, so no teardown runs before all are compared.
    open_ones: list[Executions] = []
    taken: list[tuple[BenchmarkSource, Any]] = []
    for source in group:
        executions = Statement(source, namespace).set_up()
        open_ones.append(executions)
        executions.execute()
        taken.append((source, _taken(_result(source, executions))))
    (first, expected), *others = taken
    for source, result in others:
        try:
            if is_equal(expected, result):
                continue
            what = f"{shown(result)}, expected {shown(expected)} as {first.name} gives"
        except Exception as error:
            what = (
                f"{shown(result)}, which cannot be compared with {shown(expected)} of {first.name} ({error})"
            )
        yield (
            source.name,
            f"{source.place}: unexpected result {what} at {first.place}; "
            f'make both do the same, or take same="{source.same}" away',
        )
    for executions in open_ones:
        executions.close()


def _result(source: BenchmarkSource, executions: Executions) -> Any:
    if isinstance(source.statement_body[-1], ast.Expr):
        return executions.value
    target = last_assignment(source.statement_body)
    assert target is not None
    return _bound(target, executions.names)


def _bound(target: ast.expr, names: Mapping[str, Any]) -> Any:
    if isinstance(target, ast.Tuple | ast.List):
        return tuple(_bound(part, names) for part in target.elts)
    assert isinstance(target, ast.Name)
    return names[target.id]


def _taken(result: Any) -> Any:
    """What can be compared: of an iterator what it gives."""
    if isinstance(result, Iterator) or type(result) is type({}.values()):
        return list(islice(result, ITEMS))
    return result


def is_equal(one: Any, other: Any) -> bool:
    """Equal by `==`, but NaN is equal to NaN, floats may differ by rounding, and arrays do in all parts."""
    if one is other:
        return True
    if isinstance(one, float | int) and isinstance(other, float | int):
        # Whole numbers are exact.
        if isinstance(one, int) and isinstance(other, int):
            return one == other
        return one == other or (one != one and other != other) or isclose(one, other, rel_tol=TOLERANCE)
    if any(isinstance(one, kind) and isinstance(other, kind) for kind in (list, tuple)):
        return len(one) == len(other) and all(map(is_equal, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(is_equal(one[key], other[key]) for key in one)
    if isinstance(one, Set) and isinstance(other, Set):
        return one == other
    if type(one) is type(other) and type(one).__eq__ is object.__eq__:
        raise TypeError(f"{type(one).__name__} has no `==`")
    return _all_of(one == other)


def _all_of(answer: Any) -> bool:
    """One answer out of those that an array gives for each of its parts."""
    for _ in range(4):
        if isinstance(answer, bool) or not hasattr(answer, "all"):
            break
        answer = answer.all()
    return bool(answer)
