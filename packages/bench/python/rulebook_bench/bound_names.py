"""Which names statements bind in the function or module that they stand in."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def bound_names(body: Sequence[ast.stmt]) -> set[str]:
    """Names that are bound when the statements have run, or may be."""
    elsewhere = {
        name
        for node in _own_nodes(body)
        if isinstance(node, ast.Global | ast.Nonlocal)
        for name in node.names
    }
    return {name for _, name in bindings(body)} - elsewhere


def bindings(body: Sequence[ast.stmt]) -> Iterator[tuple[ast.AST, str]]:
    """Each place at which the statements bind a name, in the order of the text, and the name."""
    for node in _own_nodes(body):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node, node.id
        elif isinstance(node, ast.Import | ast.ImportFrom):
            yield from ((node, (alias.asname or alias.name).split(".")[0]) for alias in node.names)
        elif isinstance(node, _SCOPES):
            yield node, node.name
        elif isinstance(node, ast.MatchAs | ast.MatchStar) and node.name:
            yield node, node.name
        elif isinstance(node, ast.MatchMapping) and node.rest:
            yield node, node.rest


def result_of(body: Sequence[ast.stmt]) -> ast.expr | None:
    """What a statement gives: its last expression; where it ends in none, what its last assignment binds."""
    last = body[-1]
    return last.value if isinstance(last, ast.Expr) else last_assignment(body)


def last_assignment(body: Sequence[ast.stmt]) -> ast.expr | None:
    """What the last assignment binds, in the order of the text; only names count."""
    found = None
    for node in _own_nodes(body):
        target = None
        if isinstance(node, ast.Assign):
            target = node.targets[-1]
        elif isinstance(node, ast.AugAssign) or (isinstance(node, ast.AnnAssign) and node.value):
            target = node.target
        if target is not None and all(
            isinstance(part, ast.Name | ast.Tuple | ast.List | ast.expr_context) for part in ast.walk(target)
        ):
            found = target
    return found


def _own_nodes(body: Sequence[ast.AST]) -> Iterator[ast.AST]:
    """Nodes of the same scope, in the order of the text."""
    for node in body:
        yield node
        if isinstance(node, (*_SCOPES, ast.Lambda)):
            continue
        if isinstance(node, _COMPREHENSIONS):
            # Its names are its own, but for those of `:=`.
            walrus = [inner.target for inner in ast.walk(node) if isinstance(inner, ast.NamedExpr)]
            yield from walrus
            continue
        yield from _own_nodes(list(ast.iter_child_nodes(node)))
