"""Reads a suite: which benchmarks it defines, their parts, and what decides their cost."""

from __future__ import annotations

import ast
import hashlib
import json
import re
import textwrap
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType
from typing import Any

from rulebook_bench import OPTIONS

Function = ast.FunctionDef | ast.AsyncFunctionDef


class SuiteError(Exception):
    """A suite that does not have the form of one; the message carries file, line and the fix."""


@dataclass
class BenchmarkSource:
    """One benchmark of a suite, split at its yields."""

    name: str
    domain: str
    block: str
    raw: bool
    requires: list[str]
    is_async: bool
    doc: str
    setup: str
    statement: str
    node: Function
    setup_body: list[ast.stmt]
    statement_body: list[ast.stmt]
    teardown_body: list[ast.stmt]
    source_hash: str = field(default="")

    def describe(self) -> dict[str, Any]:
        """The catalogue entry."""
        return {
            "id": f"{self.domain}/{self.name}",
            "domain": self.domain,
            "block": self.block,
            "unit": "s",
            "kind": "async" if self.is_async else "loop",
            "doc": self.doc,
            "setup": self.setup,
            "statement": self.statement,
            "raw": self.raw,
            "requires": self.requires,
            "sourceHash": self.source_hash,
        }


@dataclass
class Suite:
    """A suite that was read but not yet run."""

    path: Path
    domain: str
    code: CodeType
    benchmarks: list[BenchmarkSource]


def read_suite(path: Path) -> Suite:
    """Parse a suite without running it. Raises SuiteError with every fault, one a line."""
    text = path.read_text(encoding="utf-8")
    try:
        module = ast.parse(text, filename=path.name)
    except SyntaxError as error:
        raise SuiteError(f"{path.name}:{error.lineno}: not valid Python: {error.msg}") from None
    lines = text.splitlines()
    faults: list[str] = []
    benchmarks: list[BenchmarkSource] = []
    for node in module.body:
        decorator = _benchmark_decorator(node)
        if decorator is None:
            continue
        found = _read_benchmark(path, lines, node, decorator, faults)
        if found is not None:
            benchmarks.append(found)
    names = [b.name for b in benchmarks]
    for name in sorted({n for n in names if names.count(n) > 1}):
        faults.append(f"{path.name}: benchmark {name} is defined twice; give one of them another name")
    if not benchmarks and not faults:
        faults.append(f"{path.name}: no function is marked with @benchmark(block=...)")
    if faults:
        raise SuiteError("\n".join(faults))
    for found in benchmarks:
        found.source_hash = _source_hash(module, lines, found)
    return Suite(path, path.stem, compile(module, path.name, "exec"), benchmarks)


def _benchmark_decorator(node: ast.stmt) -> ast.Call | None:
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return None
    for decorator in node.decorator_list:
        if isinstance(decorator, ast.Call) and isinstance(decorator.func, ast.Name):
            if decorator.func.id == "benchmark":
                return decorator
    return None


def _read_benchmark(
    path: Path, lines: list[str], node: ast.stmt, decorator: ast.Call, faults: list[str]
) -> BenchmarkSource | None:
    assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    found: list[str] = []

    def fault(at: ast.AST, message: str) -> None:
        found.append(f"{path.name}:{getattr(at, 'lineno', node.lineno)}: {node.name}: {message}")

    options: dict[str, Any] = {"raw": False, "requires": ()}
    for keyword in decorator.keywords:
        try:
            options[str(keyword.arg)] = ast.literal_eval(keyword.value)
        except ValueError:
            fault(keyword.value, f"{keyword.arg}= must be a literal, so that it can be read without running")
    if decorator.args or not isinstance(options.get("block"), str):
        fault(decorator, 'expected @benchmark(block="name")')
        options["block"] = ""
    elif not re.fullmatch(r"[a-z][a-z0-9_]*", options["block"]):
        fault(decorator, f"block {options['block']!r} is not snake_case")
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
        fault(node, f"expected one yield above the timed statement and at most one below it, found {len(cuts)}")
        faults.extend(found)
        return None
    setup = body[: cuts[0]]
    statement = body[cuts[0] + 1 : cuts[1] if len(cuts) == 2 else len(body)]
    teardown = body[cuts[1] + 1 :] if len(cuts) == 2 else []
    if not statement:
        fault(body[cuts[0]], "nothing to time below the yield; write `pass` to time an empty statement")
    for part in (setup, statement, teardown):
        for inner in _escapes(part):
            fault(inner, f"`{_keyword(inner)}` would leave the timed loop; move it into a function")
    faults.extend(found)
    if found:
        return None
    return BenchmarkSource(
        name=node.name,
        domain=path.stem,
        block=options["block"],
        raw=bool(options["raw"]),
        requires=list(options["requires"]),
        is_async=isinstance(node, ast.AsyncFunctionDef),
        doc=" ".join(doc.split("\n\n")[0].split()),
        setup=_source(lines, setup),
        statement=_source(lines, statement),
        node=node,
        setup_body=setup,
        statement_body=statement,
        teardown_body=teardown,
    )


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


def _source(lines: list[str], body: list[ast.stmt]) -> str:
    if not body:
        return ""
    first = min([body[0].lineno] + [d.lineno for d in getattr(body[0], "decorator_list", [])])
    return textwrap.dedent("\n".join(lines[first - 1 : body[-1].end_lineno])).rstrip()


def _source_hash(module: ast.Module, lines: list[str], found: BenchmarkSource) -> str:
    """sha256 over the benchmark's parts and the module-level code that it reaches by name.

    Works on source text, so that every Python version computes the same hash.
    """
    bound: dict[str, list[ast.stmt]] = {}
    always: list[ast.stmt] = []
    for node in module.body:
        if _benchmark_decorator(node) is not None or _is_docstring(node):
            continue
        names = _bound_names(node)
        for name in names:
            bound.setdefault(name, []).append(node)
        if not names:
            always.append(node)
    reached: list[ast.stmt] = list(always)
    queue: list[ast.AST] = [*found.setup_body, *found.statement_body, *found.teardown_body, *always]
    while queue:
        for inner in ast.walk(queue.pop()):
            if isinstance(inner, ast.Name):
                for definition in bound.pop(inner.id, []):
                    reached.append(definition)
                    queue.append(definition)
    reached.sort(key=lambda node: node.lineno)
    parts = {
        "async": found.is_async,
        "block": found.block,
        "raw": found.raw,
        "setup": found.setup,
        "statement": found.statement,
        "teardown": _source(lines, found.teardown_body),
        "module": [_source(lines, [node]) for node in reached],
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _bound_names(node: ast.stmt) -> set[str]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {node.name}
    if isinstance(node, ast.Import | ast.ImportFrom):
        return {(alias.asname or alias.name).split(".")[0] for alias in node.names}
    return {
        inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store)
    }


def run_suite(suite: Suite) -> dict[str, Any]:
    """Execute the suite's module-level code; returns its namespace."""
    namespace: dict[str, Any] = {"__name__": f"suite_{suite.domain.replace('-', '_')}", "__file__": str(suite.path)}
    exec(suite.code, namespace)
    for found in suite.benchmarks:
        if not hasattr(namespace.get(found.name), OPTIONS):
            raise SuiteError(f"{suite.path.name}: {found.name} is not the function that @benchmark marked")
    return namespace
