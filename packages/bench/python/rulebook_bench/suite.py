"""Reads a suite: which benchmarks it defines, their parts, and what decides their cost."""

from __future__ import annotations

import ast
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

from rulebook_bench import OPTIONS
from rulebook_bench.options import option_faults, read_options, sampling_kind
from rulebook_bench.reached import benchmark_decorator, reached_code, source_hash, source_of

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
    kind: str
    setup_per: str
    doc: str
    setup: str
    statement: str
    node: Function
    setup_body: list[ast.stmt]
    statement_body: list[ast.stmt]
    teardown_body: list[ast.stmt]
    reached: list[ast.stmt] = field(default_factory=list)
    """Module-level code that the benchmark reaches by name, in order."""
    source_hash: str = field(default="")

    @property
    def is_async(self) -> bool:
        return isinstance(self.node, ast.AsyncFunctionDef)

    def describe(self) -> dict[str, Any]:
        """The catalogue entry."""
        return {
            "id": f"{self.domain}/{self.name}",
            "domain": self.domain,
            "block": self.block,
            "unit": "B" if self.kind == "bytes" else "s",
            "kind": self.kind,
            "doc": self.doc,
            "setup": self.setup,
            "setupPer": self.setup_per,
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
        decorator = benchmark_decorator(node)
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
        found.reached = reached_code(module, found)
        found.source_hash = source_hash(lines, found)
    # Without this module's `from __future__` imports: the suite is the Python that its author wrote.
    code = compile(module, path.name, "exec", dont_inherit=True)
    return Suite(path, path.stem, code, benchmarks)


def _read_benchmark(
    path: Path, lines: list[str], node: ast.stmt, decorator: ast.Call, faults: list[str]
) -> BenchmarkSource | None:
    assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    found: list[str] = []

    def fault(at: ast.AST, message: str) -> None:
        found.append(f"{path.name}:{getattr(at, 'lineno', node.lineno)}: {node.name}: {message}")

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
    return BenchmarkSource(
        name=node.name,
        domain=path.stem,
        block=options["block"],
        raw=bool(options["raw"]),
        requires=list(options["requires"]),
        kind=sampling_kind(options, isinstance(node, ast.AsyncFunctionDef)),
        setup_per=options["setup"],
        doc=" ".join(doc.split("\n\n")[0].split()),
        setup=source_of(lines, setup),
        statement=source_of(lines, statement),
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


def run_suite(suite: Suite) -> dict[str, Any]:
    """Execute the suite's module-level code; returns its namespace.

    The suite becomes a module like any other: dataclasses, pickle and type hints look theirs up.
    """
    module = ModuleType(f"suite_{suite.domain.replace('-', '_')}")
    module.__file__ = str(suite.path)
    sys.modules[module.__name__] = module
    namespace = module.__dict__
    exec(suite.code, namespace)
    for found in suite.benchmarks:
        if not hasattr(namespace.get(found.name), OPTIONS):
            raise SuiteError(f"{suite.path.name}: {found.name} is not the function that @benchmark marked")
    return namespace
