"""Reads a suite: every fault with its place, and each benchmark split at its yields."""

from __future__ import annotations

import ast
import os
import re
from collections import Counter
from collections.abc import Callable
from types import CodeType

from rulebook_bench.bound import result_of
from rulebook_bench.failures import SuiteError
from rulebook_bench.hidden_names import hidden_names
from rulebook_bench.misplaced import misplaced_benchmarks
from rulebook_bench.options import option_faults, read_options
from rulebook_bench.parts import SCOPES, Parts, is_plain_yield, own_nodes
from rulebook_bench.reached import benchmark_decorator, future_imports
from rulebook_bench.source_text import SourceText
from rulebook_bench.suite import BenchmarkSource, Suite


def read_suite(path: str, folders: list[str]) -> Suite:
    """Parse a suite without running it. Raises SuiteError with every fault, one a line.

    folders: where it finds modules of the repository that are nowhere else.
    """
    file = os.path.basename(path)
    source = _read_text(path, file)
    try:
        module = ast.parse(source, filename=file)
    except SyntaxError as error:
        place = f"{file}:{error.lineno or 1}:{max(error.offset or 1, 1)}"
        raise SuiteError(f"{place}: not valid Python: {error.msg}; fix it") from None
    except (ValueError, RecursionError, MemoryError) as error:
        raise SuiteError(f"{file}: not valid Python: {error or type(error).__name__}; fix it") from None
    text = SourceText(source)
    found_at = [*misplaced_benchmarks(module), *hidden_names(module), *_relative_imports(module)]
    faults = [f"{_place(file, text, at)}: {message}" for at, message in found_at]
    code = _compile(module, path, file, text, faults)
    flags = _future_flags(module) if code else 0
    benchmarks: list[BenchmarkSource] = []
    for node in module.body:
        decorator = benchmark_decorator(node)
        if decorator is None:
            continue
        found = _read_benchmark(path, text, node, decorator, flags, faults)
        if found is not None:
            benchmarks.append(found)
    seen: set[str] = set()
    for again in benchmarks:
        if again.name in seen:
            place = _place(file, text, again.node)
            faults.append(f"{place}: {again.name}: the name stands above; give one of them another")
        seen.add(again.name)
    # One with faults is not among them, and may be the other of a group.
    for alone in [] if faults else _alone_in_groups(benchmarks):
        place = _place(file, text, alone.node)
        faults.append(
            f"{place}: {alone.name}: no other benchmark of block {alone.block} has same={alone.same!r}; "
            "give it to those that do the same, or take it away"
        )
    if not benchmarks and not faults:
        faults.append(f"{file}: no function is marked with @benchmark(block=...)")
    if faults or code is None:
        raise SuiteError("\n".join(faults))
    return Suite(path, module, code, text, benchmarks, folders)


def _compile(
    module: ast.Module, path: str, file: str, text: SourceText, faults: list[str]
) -> CodeType | None:
    """The module's code, without the future imports of this module. What hinders it is among the faults.

    What does not compile may still be a tree: `await` in a plain function, a star import in any.
    """
    try:
        return compile(module, path, "exec", dont_inherit=True)
    except SyntaxError as error:
        place = f"{file}:{error.lineno or 1}:{text.column(error.lineno or 1, (error.offset or 1) - 1)}"
        faults.append(f"{place}: not valid Python: {error.msg}; fix it")
    except (ValueError, RecursionError, MemoryError) as error:
        faults.append(f"{file}: not valid Python: {error or type(error).__name__}; fix it")
    return None


def _future_flags(module: ast.Module) -> int:
    import __future__

    flags = 0
    for feature in future_imports(module):
        flags |= getattr(__future__, feature).compiler_flag
    return flags


def _relative_imports(module: ast.Module) -> list[tuple[ast.AST, str]]:
    return [
        (node, f"a suite is in no package; write `from {node.module or '…'} import …`, without the dot")
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom) and node.level > 0
    ]


def _alone_in_groups(benchmarks: list[BenchmarkSource]) -> list[BenchmarkSource]:
    """Those whose result would be compared with none."""
    groups = Counter((b.block, b.same) for b in benchmarks)
    return [b for b in benchmarks if b.same is not None and groups[b.block, b.same] == 1]


def _place(file: str, text: SourceText, at: ast.AST) -> str:
    line, offset = getattr(at, "lineno", 1), getattr(at, "col_offset", 0)
    return f"{file}:{line}:{text.column(line, offset)}"


def _read_text(path: str, file: str) -> str:
    """The text of a suite, in the encoding that it says or in UTF-8, with or without a byte order mark."""
    try:
        with open(path, "rb") as opened:
            declared = b"coding" in opened.readline() + opened.readline()
        if declared:
            import tokenize  # few suites say one, and a worker's start would take longer

            with tokenize.open(path) as opened:
                return opened.read()
        with open(path, encoding="utf-8-sig") as opened:
            return opened.read()
    except OSError as error:
        raise SuiteError(f"{file}: cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError as error:
        byte = f"0x{error.object[error.start]:02x}"
        raise SuiteError(
            f"{file}: unexpected byte {byte}, expected {error.encoding}; save it as UTF-8"
        ) from None
    except SyntaxError:
        # Its message holds the path.
        raise SuiteError(f"{file}:1: unknown encoding, expected UTF-8; save it as UTF-8") from None


def _read_benchmark(
    path: str, text: SourceText, node: ast.stmt, decorator: ast.Call, flags: int, faults: list[str]
) -> BenchmarkSource | None:
    assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    found: list[str] = []

    def fault(at: ast.AST, message: str) -> None:
        found.append(f"{_place(os.path.basename(path), text, at)}: {node.name}: {message}")

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
    faults.extend(found)
    if found:
        return None
    return BenchmarkSource(path, node, options, parts, text, flags, global_names)


def _read_parts(
    node: ast.AST, body: list[ast.stmt], parts: Parts, text: SourceText, fault: Callable[[ast.AST, str], None]
) -> None:
    """Find what is wrong with where the yields are, and with what would leave the loop between them."""
    yields = parts.yields
    stray = [n for n in own_nodes(body) if is_plain_yield(n) and n not in yields]
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
        line = text.lines[at.lineno - 1].encode()
        if line[: at.col_offset].strip() or line[at.end_col_offset :].lstrip().startswith(b";"):
            fault(at, "the yield shares its line with something else; give it one of its own")
    ours = [n.value for n in (*yields, *stray) if isinstance(n, ast.Expr)]
    for inner in _escapes(body):
        if inner not in ours:
            fault(inner, f"`{_keyword(inner)}` would leave the timed loop; move it into a function")


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
