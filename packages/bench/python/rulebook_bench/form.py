"""Reads one benchmark of a suite: its options, its parts, and what is wrong with its form."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Callable

from rulebook_bench.body_parts import SCOPES, Parts, is_yield, own_nodes
from rulebook_bench.bound_names import result_of
from rulebook_bench.options import option_faults, read_options
from rulebook_bench.reserved import reserved_names
from rulebook_bench.source_text import SourceText
from rulebook_bench.suite import BenchmarkSource
from rulebook_bench.uses import KEPT, VARIED


def read_benchmark(
    path: str, text: SourceText, node: ast.stmt, decorator: ast.Call, flags: int, faults: list[str]
) -> BenchmarkSource | None:
    """One benchmark, or None where it has faults, which are added to `faults`."""
    assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    found: list[str] = []

    def fault(at: ast.AST, message: str) -> None:
        found.append(f"{place_of(os.path.basename(path), text, at)}: {node.name}: {message}")

    options = read_options(decorator, fault)
    for message in option_faults(options, isinstance(node, ast.AsyncFunctionDef)):
        fault(decorator, message)
    if not re.fullmatch(r"[a-z][a-z0-9_]*", node.name):
        fault(node, "the name is not snake_case; write it with a-z, 0-9 and _")
    if ast.unparse(node.args):
        fault(node, "a benchmark takes no parameters; put what it needs above the yield")
    for other in node.decorator_list:
        if other is not decorator:
            fault(
                other, "only the body of a benchmark is timed, so another decorator does nothing; remove it"
            )

    for at, name in reserved_names(node.body):
        fault(at, f"{name}: names with two underscores before them are those of the timed loop; rename it")
    global_names = _hoist_globals(node)
    doc = ast.get_docstring(node) or ""
    body = node.body[1:] if doc else node.body
    if not doc:
        fault(node, "no docstring; say in one sentence what is measured")
    parts = Parts(body)
    _read_parts(node, body, parts, text, fault)
    if options["unit"] == "B" and parts.statement and not _is_expression(parts.statement):
        fault(parts.statement[0], 'with unit="B" the statement is one expression that makes an instance')
    if options["same"] is not None and parts.statement and result_of(parts.statement) is None:
        fault(
            parts.statement[0],
            "same= compares results, and it has none; end it in an expression, or bind its result",
        )
    _read_uses(options["uses"], decorator, parts, fault)
    faults.extend(found)
    if found:
        return None
    return BenchmarkSource(path, node, options, parts, text, flags, global_names)


def _read_parts(
    node: ast.AST, body: list[ast.stmt], parts: Parts, text: SourceText, fault: Callable[[ast.AST, str], None]
) -> None:
    """Find what is wrong with where the yields are, and with what would leave the loop between them."""
    yields = parts.yields
    stray = [n for n in own_nodes(body) if is_yield(n) and n not in yields]
    for other in stray:
        fault(
            other,
            "unexpected place of a `yield`, expected at the top of the function or in a `with` or "
            "`try … finally` there, and the second beside the first; move it",
        )
    if len(yields) > 2 or not (yields or stray):
        found = f"found {len(yields)}"
        fault(node, f"expected one yield above the timed statement and at most one below it, {found}")
    elif yields and not parts.statement and not stray:
        fault(yields[0], "nothing to time below the yield; write `pass` to time an empty statement")
    for at in yields:
        first, last = (text.lines[n - 1].encode() for n in (at.lineno, at.end_lineno or at.lineno))
        if first[: at.col_offset].strip() or last[at.end_col_offset :].lstrip().startswith(b";"):
            fault(at, "the yield shares its line with something else; give it one of its own")
    ours = [n.value for n in (*yields, *stray) if isinstance(n, ast.Expr | ast.Assign)]
    for inner in _escapes(body):
        if inner not in ours:
            fault(inner, f"`{_keyword(inner)}` would leave the timed loop; move it into a function")


def _read_uses(uses: object, at: ast.AST, parts: Parts, fault: Callable[[ast.AST, str], None]) -> None:
    """Find what is wrong with the inputs, and with a statement whose results are to be kept."""
    uses = uses if isinstance(uses, tuple | list) else ()
    inputs = parts.inputs
    for other in parts.yields[1:]:
        if isinstance(other, ast.Assign):
            fault(other, "only the yield above the statement hands over inputs; write `yield` alone")
    if inputs is not None:
        form = [type(target) for target in inputs.targets] == [ast.Name]
        if not form or not isinstance(inputs.value, ast.Yield) or inputs.value.value is None:
            fault(inputs, "unexpected form of a yield, expected one name and inputs: `key = yield [...]`")
        elif VARIED not in uses:
            fault(
                inputs,
                'the yield hands over inputs, but uses= has no "varied"; write uses=("dropped", "varied"), '
                "or bind the name above a plain `yield`",
            )
    elif VARIED in uses and parts.yields:
        fault(at, 'uses= has "varied", but no inputs are handed over; write `key = yield [...]`')
    if KEPT in uses and parts.statement and not isinstance(parts.statement[-1], ast.Expr):
        fault(
            parts.statement[-1],
            'uses= has "kept", but the statement does not end in an expression; end it in what is to be kept',
        )


def _is_expression(statement: list[ast.stmt]) -> bool:
    return len(statement) == 1 and isinstance(statement[0], ast.Expr)


class _Globals(ast.NodeTransformer):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit(self, node: ast.AST) -> ast.AST:
        if isinstance(node, SCOPES):
            return node
        if isinstance(node, ast.Global):
            self.names.update(node.names)
            return ast.copy_location(ast.Pass(), node)
        return self.generic_visit(node)


def _hoist_globals(node: ast.AST) -> list[str]:
    """Names that the function declares global; the declarations become `pass`.

    A statement that declares one stands in the loop more than once, and a declaration after a use is
    no Python. The module was compiled before, with the declarations.
    """
    found = _Globals()
    found.generic_visit(node)
    return sorted(found.names)


def _escapes(body: list[ast.stmt]) -> list[ast.AST]:
    """Nodes that would leave the timed loop, or the benchmark, from inside `body`."""
    found: list[ast.AST] = []

    def walk(node: ast.AST, in_loop: bool) -> None:
        if isinstance(node, SCOPES):
            return
        if isinstance(node, ast.Return | ast.Yield | ast.YieldFrom):
            found.append(node)
        if isinstance(node, ast.Break | ast.Continue) and not in_loop:
            found.append(node)
        inside = in_loop or isinstance(node, ast.For | ast.While | ast.AsyncFor)
        for child in ast.iter_child_nodes(node):
            walk(child, inside)

    for statement in body:
        walk(statement, False)
    return found


def _keyword(node: ast.AST) -> str:
    return "yield from" if isinstance(node, ast.YieldFrom) else type(node).__name__.lower()


def place_of(file: str, text: SourceText, at: ast.AST) -> str:
    """Where a node stands: file, line and column."""
    line, offset = getattr(at, "lineno", 1), getattr(at, "col_offset", 0)
    return f"{file}:{line}:{text.column(line, offset)}"
