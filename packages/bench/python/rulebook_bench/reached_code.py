"""Which module-level code of a suite a benchmark reaches, and the hash of all that decides its cost."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from rulebook_bench.code_hash import canonical, digest_of

if TYPE_CHECKING:
    from rulebook_bench.suite import BenchmarkSource, Suite


def benchmark_decorator(node: ast.stmt) -> ast.Call | None:
    """The `@benchmark(...)` of a function, if it has one."""
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return None
    for decorator in node.decorator_list:
        if isinstance(decorator, ast.Call) and isinstance(decorator.func, ast.Name):
            if decorator.func.id == "benchmark":
                return decorator
    return None


def reached_code(module: ast.Module, found: BenchmarkSource) -> list[ast.stmt]:
    """Module-level statements that the benchmark reaches by name, and those that bind none, in order."""
    bound: dict[str, list[ast.stmt]] = {}
    always: list[ast.stmt] = []
    for node in module.body:
        if benchmark_decorator(node) is not None or _is_docstring(node) or _is_future(node):
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
                    if definition not in reached:
                        reached.append(definition)
                        queue.append(definition)
    return sorted(reached, key=lambda node: node.lineno)


def source_hash(suite: Suite, found: BenchmarkSource) -> str:
    """sha256 over the benchmark's parts and the module-level code it reaches, by their syntax trees.

    What is imported counts by what the block then loads; see `loaded_code.py`.
    """
    options = [found.block, found.kind, found.is_async, found.raw, found.setup_per, found.same]
    parts = {
        "options": [*options, *found.uses[1:]],
        "body": canonical(ast.Module(found.node.body, [])),
        "globals": found.global_names,
        "module": [canonical(node) for node in reached_code(suite.module, found)],
        "future": future_imports(suite.module),
        # A fresh interpreter is given no more than what is reached.
        "imported": [] if found.kind == "fresh" else suite.imported_for_effect,
    }
    return digest_of(repr(parts).encode())


def imported_for_effect(module: ast.Module) -> list[str]:
    """Imports of whose names the suite makes no use: they are there for what importing does."""
    used = {node.id for node in ast.walk(module) if isinstance(node, ast.Name)}
    imports = [node for node in module.body if isinstance(node, ast.Import | ast.ImportFrom)]
    return [canonical(node) for node in imports if not _bound_names(node) & used]


def future_imports(module: ast.Module) -> list[str]:
    """Names of the features that a module imports from `__future__`."""
    return sorted({alias.name for n in module.body if _is_future(n) for alias in getattr(n, "names", [])})


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_future(node: ast.stmt) -> bool:
    """It binds a name, but what it does it does to the compiler."""
    return isinstance(node, ast.ImportFrom) and node.module == "__future__"


def _bound_names(node: ast.stmt) -> set[str]:
    """Names whose meaning the statement decides. None for those, such as a call, that only have effects."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {node.name}
    names: set[str] = set()
    for inner in ast.walk(node):
        if isinstance(inner, ast.Import | ast.ImportFrom):
            # Which names a star binds cannot be read: it counts as one that binds none.
            names |= {
                (alias.asname or alias.name).split(".")[0] for alias in inner.names if alias.name != "*"
            }
        elif isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store):
            names.add(inner.id)
    if names and _may_change_others(node):
        names |= {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}
    return names


# Statements that hold others.
COMPOUND = (ast.For, ast.While, ast.If, ast.With, ast.Try, ast.Match)


def _may_change_others(node: ast.stmt) -> bool:
    """May it change what other statements bound, as a loop does that fills a table?"""
    if isinstance(node, COMPOUND):
        return True
    return any(
        isinstance(inner, ast.Subscript | ast.Attribute) and not isinstance(inner.ctx, ast.Load)
        for inner in ast.walk(node)
    )
