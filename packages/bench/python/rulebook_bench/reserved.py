"""Finds names in a benchmark that would be those of the loop that times it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence


def reserved_names(body: Sequence[ast.AST]) -> Iterator[tuple[ast.AST, str]]:
    """Each place at which a name of the harness's kind stands, and the name: two underscores, then a word.

    Inside a class Python gives such names another form, so that there they are nobody else's.
    """
    for node in body:
        for name in _names(node):
            if name.startswith("__") and not name.endswith("__"):
                yield node, name
        if not isinstance(node, ast.ClassDef):
            yield from reserved_names(list(ast.iter_child_nodes(node)))


def _names(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Name):
        return [node.id]
    if isinstance(node, ast.Global | ast.Nonlocal):
        return node.names
    if isinstance(node, ast.alias):
        return [(node.asname or node.name).split(".")[0]]
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [node.name]
    if isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar):
        return [node.name] if node.name else []
    if isinstance(node, ast.MatchMapping):
        return [node.rest] if node.rest else []
    return []
