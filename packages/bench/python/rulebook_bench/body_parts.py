"""Cuts a benchmark's body at its yields."""

from __future__ import annotations

import ast
from collections.abc import Iterator

SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)

# Consecutive statements, and which of them, from and up to, are the hole or hold it.
_Level = tuple[list[ast.stmt], int, int]


class Parts:
    """Setup, statement and teardown: a body with a hole where its yields, and the statement, stand.

    The yields may lie inside `with` or `try … finally`, whose entry is then part of the setup and whose
    exit is part of the teardown.
    """

    def __init__(self, body: list[ast.stmt]) -> None:
        self._levels: list[_Level] = []
        self._holders: list[ast.With | ast.AsyncWith | ast.Try] = []
        for step in _way_to_yields(body):
            self._levels.append((body, step, step + 1))
            holder = body[step]
            assert isinstance(holder, ast.With | ast.AsyncWith | ast.Try)
            self._holders.append(holder)
            body = holder.body
        self.yields = [node for node in body if is_yield(node)]
        start, *rest = [i for i, node in enumerate(body) if is_yield(node)] or [len(body)]
        end = rest[0] if rest else len(body)
        self.statement = body[start + 1 : end]
        self._levels.append((body, start, end + len(rest[:1])))

    @property
    def inputs(self) -> ast.Assign | None:
        """The yield above the statement, where it hands over inputs."""
        first = self.yields[0] if self.yields else None
        return first if isinstance(first, ast.Assign) else None

    @property
    def is_nested(self) -> bool:
        """Do the yields lie inside of something?"""
        return bool(self._holders)

    @property
    def setup(self) -> list[ast.AST]:
        """What runs before the statement, in order; of a `with` its items."""
        nodes: list[ast.AST] = []
        for depth, (block, start, _) in enumerate(self._levels):
            nodes += block[:start]
            if depth < len(self._holders):
                nodes += getattr(self._holders[depth], "items", [])
        return nodes

    @property
    def teardown(self) -> list[ast.stmt]:
        """What runs after the statement, in order; the end of a `with` is not there to be seen."""
        nodes: list[ast.stmt] = []
        for depth, (block, _, end) in reversed(list(enumerate(self._levels))):
            nodes += block[end:]
            if depth:
                nodes += getattr(self._holders[depth - 1], "finalbody", [])
        return nodes

    @property
    def offset(self) -> int:
        """How far the body is indented."""
        return self._levels[0][0][0].col_offset

    @property
    def first_line(self) -> int:
        first = self._levels[0][0][0]
        return min([first.lineno, *(d.lineno for d in getattr(first, "decorator_list", []))])

    @property
    def last_line_of_hole(self) -> int:
        last = self.yields[1] if len(self.yields) > 1 else self.statement[-1]
        return last.end_lineno or last.lineno

    @property
    def last_line(self) -> int:
        last = self._levels[0][0][-1]
        return last.end_lineno or last.lineno

    @property
    def teardown_offset(self) -> int:
        """How far the outermost line of the teardown is indented."""
        offsets = [node.col_offset for node in self.teardown]
        return min([*offsets, *(h.col_offset for h in self._holders if getattr(h, "finalbody", []))])

    def around(self, core: list[ast.stmt]) -> list[ast.stmt]:
        """The whole body, with `core` in its hole. What it is made of is left as it is."""
        for depth, (block, start, end) in reversed(list(enumerate(self._levels))):
            core = [*block[:start], *core, *block[end:]]
            if depth:
                core = [_with_body(self._holders[depth - 1], core)]
        return core


def is_plain_yield(node: ast.AST) -> bool:
    """Is it a statement `yield`, with nothing to yield?"""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Yield) and node.value.value is None


def is_yield(node: ast.AST) -> bool:
    """Is it one of those that the parts are cut at: a plain one, or one that hands over inputs?"""
    return is_plain_yield(node) or (isinstance(node, ast.Assign) and isinstance(node.value, ast.Yield))


def own_nodes(body: list[ast.stmt]) -> Iterator[ast.AST]:
    """The nodes of a function's body, but for the inside of functions and classes in it."""
    queue: list[ast.AST] = list(body)
    for node in queue:
        yield node
        if not isinstance(node, SCOPES):
            queue.extend(ast.iter_child_nodes(node))


def _way_to_yields(body: list[ast.stmt]) -> list[int]:
    """Indices of the statements that hold the yields, from the outside to the inside."""

    def way(block: list[ast.stmt]) -> list[int] | None:
        if any(map(is_yield, block)):
            return []
        for index, node in enumerate(block):
            if isinstance(node, ast.With | ast.AsyncWith | ast.Try) and not getattr(node, "handlers", []):
                inner = way(node.body)
                if inner is not None:
                    return [index, *inner]
        return None

    return way(body) or []


def _with_body(holder: ast.With | ast.AsyncWith | ast.Try, body: list[ast.stmt]) -> ast.stmt:
    fields = {name: getattr(holder, name, None) for name in holder._fields}
    return ast.copy_location(type(holder)(**{**fields, "body": body}), holder)
