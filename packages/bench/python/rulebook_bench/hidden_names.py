"""Finds what stands at a suite's top level under the name of a benchmark."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from rulebook_bench.bound_names import bindings
from rulebook_bench.reached_code import benchmark_decorator


def hidden_names(module: ast.Module) -> Iterator[tuple[ast.AST, str]]:
    """Place and message of each. A statement that calls such a helper would call the benchmark."""
    last = {node.name: node.lineno for node in module.body if benchmark_decorator(node)}
    for statement in module.body:
        if benchmark_decorator(statement) is not None:
            continue
        for node, name in bindings([statement]):
            if name not in last:
                continue
            elif statement.lineno < last[name]:
                yield node, f"{name} is hidden by the benchmark of its name below; rename one of them"
            else:
                yield node, f"{name} hides the benchmark of its name above; rename one of them"
