"""Reads a suite: every fault with its place, and each benchmark split at its yields."""

from __future__ import annotations

import ast
import os
import re

from rulebook_bench.failures import SuiteError
from rulebook_bench.misplaced import misplaced_benchmarks
from rulebook_bench.options import option_faults, read_options
from rulebook_bench.reached import benchmark_decorator
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
        raise SuiteError(f"{place}: not valid Python: {error.msg}; mend it") from None
    except (ValueError, RecursionError, MemoryError) as error:
        raise SuiteError(f"{file}: not valid Python: {error or type(error).__name__}; mend it") from None
    text = SourceText(source)
    faults = [f"{_place(file, text, at)}: {message}" for at, message in misplaced_benchmarks(module)]
    benchmarks: list[BenchmarkSource] = []
    for node in module.body:
        decorator = benchmark_decorator(node)
        if decorator is None:
            continue
        found = _read_benchmark(file, text, node, decorator, faults)
        if found is not None:
            benchmarks.append(found)
    seen: set[str] = set()
    for again in benchmarks:
        if again.name in seen:
            place = _place(file, text, again.node)
            faults.append(f"{place}: {again.name}: the name stands above; give one of them another")
        seen.add(again.name)
    if not benchmarks and not faults:
        faults.append(f"{file}: no function is marked with @benchmark(block=...)")
    if faults:
        raise SuiteError("\n".join(faults))
    return Suite(path, module, text, benchmarks, folders)


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
    file: str, text: SourceText, node: ast.stmt, decorator: ast.Call, faults: list[str]
) -> BenchmarkSource | None:
    assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    found: list[str] = []

    def fault(at: ast.AST, message: str) -> None:
        found.append(f"{_place(file, text, at)}: {node.name}: {message}")

    options = read_options(decorator, fault)
    for message in option_faults(options, isinstance(node, ast.AsyncFunctionDef)):
        fault(decorator, message)
    if not re.fullmatch(r"[a-z][a-z0-9_]*", node.name):
        fault(node, "the name is not snake_case")
    if node.args.args or node.args.kwonlyargs or node.args.vararg or node.args.kwarg:
        fault(node, "a benchmark takes no parameters; put what it needs above the yield")

    doc = ast.get_docstring(node) or ""
    body = node.body[1:] if doc else node.body
    if not doc:
        fault(node, "no docstring; say in one sentence what is measured")
    cuts = [i for i, statement in enumerate(body) if _is_yield(statement)]
    if not cuts or len(cuts) > 2:
        fault(
            node, f"expected one yield above the timed statement and at most one below it, found {len(cuts)}"
        )
        faults.extend(found)
        return None
    setup = body[: cuts[0]]
    statement = body[cuts[0] + 1 : cuts[1] if len(cuts) == 2 else len(body)]
    teardown = body[cuts[1] + 1 :] if len(cuts) == 2 else []
    if not statement:
        fault(body[cuts[0]], "nothing to time below the yield; write `pass` to time an empty statement")
        faults.extend(found)
        return None
    for part in (setup, statement, teardown):
        for inner in _escapes(part):
            fault(inner, f"`{_keyword(inner)}` would leave the timed loop; move it into a function")
    if options["unit"] == "B" and not (len(statement) == 1 and isinstance(statement[0], ast.Expr)):
        fault(statement[0], 'with unit="B" the statement is one expression that makes an instance')
    faults.extend(found)
    if found:
        return None
    return BenchmarkSource(file.removesuffix(".py"), node, options, (setup, statement, teardown), text)


def _is_yield(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Yield) and node.value.value is None


_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


def _escapes(body: list[ast.stmt]) -> list[ast.AST]:
    """Nodes that would leave the timed loop, or the benchmark, from inside `body`."""
    found: list[ast.AST] = []

    def walk(node: ast.AST, in_loop: bool) -> None:
        if isinstance(node, _SCOPES):
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
