"""Finds functions that look like benchmarks and would not be taken for any."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from rulebook_bench.reached_code import COMPOUND, benchmark_decorator

_FORM = "write `@benchmark(block=...)`, with `from rulebook_bench import benchmark`"


def misplaced_benchmarks(module: ast.Module) -> Iterator[tuple[ast.AST, str]]:
    """Place and message of each. Silence would leave them unmeasured."""
    for statement in module.body:
        inside = isinstance(statement, (*COMPOUND, ast.ClassDef))
        for node in ast.walk(statement) if inside else (statement,):
            if isinstance(node, ast.ImportFrom) and node.module == "rulebook_bench":
                for alias in node.names:
                    if alias.name == "benchmark" and alias.asname not in (None, "benchmark"):
                        yield node, f"unexpected name {alias.asname} for benchmark; {_FORM}"
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            if inside and benchmark_decorator(node) is not None:
                yield node, f"{node.name}: unexpected place of a benchmark, expected the top level"
            elif benchmark_decorator(node) is None and any(map(_names_benchmark, node.decorator_list)):
                yield node, f"{node.name}: unexpected form of the decorator; {_FORM}"


def _names_benchmark(decorator: ast.expr) -> bool:
    """`@benchmark` without options, or `@rulebook_bench.benchmark`, with options or without."""
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    if isinstance(called, ast.Attribute):
        return called.attr == "benchmark" and ast.unparse(called.value) == "rulebook_bench"
    return isinstance(called, ast.Name) and called.id == "benchmark"
