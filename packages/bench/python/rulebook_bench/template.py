"""Compiles a benchmark's parts into a function made from a template."""

from __future__ import annotations

import ast
import marshal
from collections.abc import Callable, Sequence
from functools import cache
from types import CodeType
from typing import Any

from rulebook_bench.suite import BenchmarkSource

# The parameter of an asynchronous function that takes what the others yield.
_ANSWER = "__answer"


class _Fill(ast.NodeTransformer):
    def __init__(self, source: BenchmarkSource, row: int) -> None:
        self._source = source
        statement = [s for s in source.statement_body if not isinstance(s, ast.Pass)]
        self._parts = {"STATEMENT": statement, "ROW": statement * row}

    def visit_With(self, node: ast.With) -> Any:
        self.generic_visit(node)
        around = node.items[0].context_expr
        if isinstance(around, ast.Name) and around.id == "AROUND":
            return self._source.around(node.body)
        return node

    def visit_Expr(self, node: ast.Expr) -> Any:
        if isinstance(node.value, ast.Name) and node.value.id in self._parts:
            return self._parts[node.value.id] or [ast.Pass()]
        return self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> Any:
        if isinstance(node.value, ast.Name) and node.value.id in self._parts:
            *before, expression = self._parts[node.value.id]
            assert isinstance(expression, ast.Expr)
            node.value = expression.value
            return [*before, node]
        return self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> Any:
        if self._source.input is not None and node.id in ("INPUT", "INPUTS"):
            name, inputs = self._source.input
            return inputs if node.id == "INPUTS" else ast.Name(name, node.ctx)
        return node

    def visit_Yield(self, node: ast.Yield) -> Any:
        if not self._source.is_async:
            return node
        given = node.value or ast.Constant(None)
        return ast.Await(ast.Call(ast.Name(_ANSWER, ast.Load()), [given], []))


def fill_template(
    template: str, source: BenchmarkSource, row: int, module: Sequence[ast.stmt] = ()
) -> CodeType:
    """Code that defines the template's function under the benchmark's name.

    `with AROUND:` stands for the benchmark's setup before what is in it, and its teardown after; STATEMENT
    and ROW (the statement `row` times) for its statement; INPUTS for what its yield hands over, INPUT for the
    name that takes one. The function of an async benchmark is a
    coroutine function with one more parameter, which is called with what the other would yield and
    answers with what to await. `module` is run before it is defined.
    """
    tree = ast.parse(template)
    for node in ast.walk(tree):
        # An exception is located by its line, and the template is not in the suite's file. Not the
        # statement's line: CPython 3.13 fuses an instruction of the loop with one of the same line.
        for name in ("lineno", "end_lineno"):
            if hasattr(node, name):
                setattr(node, name, source.node.lineno)
    _Fill(source, row).visit(tree)
    function = tree.body[-1]
    assert isinstance(function, ast.FunctionDef)
    if source.global_names:
        function.body.insert(0, ast.Global(source.global_names))
    if source.is_async:
        function.args.args.append(ast.arg(_ANSWER))
        function = ast.AsyncFunctionDef(
            **{name: getattr(function, name) for name in function._fields if hasattr(function, name)}
        )
    function.name = source.name
    tree.body = [*module, *tree.body[:-1], function]
    ast.fix_missing_locations(tree)
    return compile(tree, source.path, "exec", flags=source.future_flags, dont_inherit=True)


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
