"""Reads a suite: every fault with its place."""

from __future__ import annotations

import ast
import os
from collections import Counter
from types import CodeType

from rulebook_bench.failures import SuiteError
from rulebook_bench.form import place_of, read_benchmark
from rulebook_bench.hidden_names import hidden_names
from rulebook_bench.misplaced_benchmarks import misplaced_benchmarks
from rulebook_bench.reached_code import benchmark_decorator, future_imports
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
    faults = [f"{place_of(file, text, at)}: {message}" for at, message in found_at]
    code = _compile(module, path, file, text, faults)
    flags = _future_flags(module) if code else 0
    benchmarks: list[BenchmarkSource] = []
    for node in module.body:
        decorator = benchmark_decorator(node)
        if decorator is None:
            continue
        found = read_benchmark(path, text, node, decorator, flags, faults)
        if found is not None:
            benchmarks.append(found)
    seen: set[str] = set()
    for again in benchmarks:
        if again.name in seen:
            place = place_of(file, text, again.node)
            faults.append(f"{place}: {again.name}: the name stands above; give one of them another")
        seen.add(again.name)
    # One with faults is not among them, and may be the other of a group.
    for alone in [] if faults else _alone_in_groups(benchmarks):
        place = place_of(file, text, alone.node)
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
