"""Tells whether the compiler leaves anything of a statement."""

from __future__ import annotations

import ast
import dis
from types import CodeType

from rulebook_bench.suite import BenchmarkSource


def is_folded_away(source: BenchmarkSource) -> bool:
    """Whether nothing of it is left to time, as of `2**10`; not where it says `pass`, which means that."""
    if all(isinstance(part, ast.Pass) for part in source.statement_body):
        return False
    return _instructions(source, source.statement_body) == _instructions(source, [ast.Pass()])


def _instructions(source: BenchmarkSource, body: list[ast.stmt]) -> list[str]:
    # After a statement that is no string, so that a string is none that documents the function.
    module = ast.parse("async def timed():\n    pass" if source.is_async else "def timed():\n    pass")
    function = module.body[0]
    assert isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
    function.body = [*function.body, *body]
    code = compile(ast.fix_missing_locations(module), "compiled_away.py", "exec", dont_inherit=True)
    (timed,) = (constant for constant in code.co_consts if isinstance(constant, CodeType))
    return [i.opname for i in dis.get_instructions(timed) if i.opname != "NOP"]
