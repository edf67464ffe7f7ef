"""Compiles a benchmark's parts into a function made from a template."""

from __future__ import annotations

import ast
import marshal
from collections.abc import Callable, Sequence
from functools import cache
from types import CodeType
from typing import Any

from rulebook_bench.suite import BenchmarkSource


class _Fill(ast.NodeTransformer):
    def __init__(self, parts: dict[str, list[ast.stmt]]) -> None:
        self.parts = parts

    def visit_Expr(self, node: ast.Expr) -> Any:
        if isinstance(node.value, ast.Name) and node.value.id in self.parts:
            return self.parts[node.value.id] or [ast.Pass()]
        return node

    def visit_Assign(self, node: ast.Assign) -> Any:
        if isinstance(node.value, ast.Name) and node.value.id in self.parts:
            (expression,) = self.parts[node.value.id]
            assert isinstance(expression, ast.Expr)
            node.value = expression.value
        return node


def fill_template(
    template: str, source: BenchmarkSource, row: int, module: Sequence[ast.stmt] = ()
) -> CodeType:
    """Code that defines the template's function under the benchmark's name.

    SETUP, STATEMENT, TEARDOWN and ROW (the statement `row` times) stand for the benchmark's
    parts; the function is asynchronous for an async benchmark. `module` is run before it is defined.
    """
    tree = ast.parse(template)
    statement = [s for s in source.statement_body if not isinstance(s, ast.Pass)]
    _Fill(
        {
            "SETUP": source.setup_body,
            "STATEMENT": statement,
            "ROW": statement * row,
            "TEARDOWN": source.teardown_body,
        }
    ).visit(tree)
    function = tree.body[-1]
    assert isinstance(function, ast.FunctionDef)
    if source.is_async:
        function = ast.AsyncFunctionDef(**{name: getattr(function, name) for name in function._fields})
    function.name = source.name
    tree.body = [*module, *tree.body[:-1], function]
    ast.fix_missing_locations(tree)
    return compile(tree, f"{source.domain}.py", "exec", dont_inherit=True)


@cache
def _marshalled(template: str, source: BenchmarkSource, row: int) -> bytes:
    return marshal.dumps(fill_template(template, source, row))


def compile_function(
    template: str, source: BenchmarkSource, namespace: dict[str, Any], row: int = 1
) -> Callable[..., Any]:
    """The template's function with the benchmark's parts, over the suite's namespace.

    Each is code of its own: what the interpreter specialised in an earlier one is not in it.
    """
    scope: dict[str, Any] = {}
    exec(marshal.loads(_marshalled(template, source, row)), namespace, scope)
    return scope[source.name]
