"""Finds what stands at a suite's top level under the name of a benchmark."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from rulebook_bench.parts import own_nodes
from rulebook_bench.reached import benchmark_decorator

_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def hidden_names(module: ast.Module) -> Iterator[tuple[ast.AST, str]]:
    """Place and message of each. A statement that calls such a helper would call the benchmark."""
    last = {node.name: node.lineno for node in module.body if benchmark_decorator(node)}
    for statement in module.body:
        if benchmark_decorator(statement) is not None:
            continue
        for node, name in _bindings(statement):
            if name not in last:
                continue
            elif statement.lineno < last[name]:
                yield node, f"{name} is hidden by the benchmark of its name below; rename one of them"
            else:
                yield node, f"{name} hides the benchmark of its name above; rename one of them"


def _bindings(statement: ast.stmt) -> Iterator[tuple[ast.AST, str]]:
    comprehensions = [node for node in own_nodes([statement]) if isinstance(node, _COMPREHENSIONS)]
    inside = {id(inner) for outer in comprehensions for inner in ast.walk(outer)}
    for node in own_nodes([statement]):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node, node.name
        elif isinstance(node, ast.Import | ast.ImportFrom):
            yield from ((node, (alias.asname or alias.name).split(".")[0]) for alias in node.names)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and id(node) not in inside:
            yield node, node.id
