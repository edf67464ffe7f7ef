"""Executes a statement once at a time, so that what it did can be looked at after each."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable
from typing import Any

from rulebook_bench.bound_names import bound_names
from rulebook_bench.clock import CLOCK
from rulebook_bench.frame import Frame
from rulebook_bench.suite import BenchmarkSource
from rulebook_bench.surroundings import Surroundings
from rulebook_bench.template import compile_function

# What the last expression of the statement gave.
_VALUE = "__value"

# What the statement binds is taken away before it runs again, so that what it does not bind is seen.
_EXECUTIONS = """
def executed(__timer, __unbound):
    with AROUND:
        __again = yield
        while __again:
            __value = None
{unbind}
            __start = __timer()
            STATEMENT
            __stop = __timer()
            __again = yield __stop - __start
"""


class Statement:
    """A statement ready to be set up and executed again and again, by the same code."""

    def __init__(self, source: BenchmarkSource, namespace: dict[str, Any]) -> None:
        self.source = source
        self.namespace = namespace
        body = source.statement_body
        last = body[-1]
        self.has_value = isinstance(last, ast.Expr)
        self.binds = sorted(bound_names(body) - bound_names(source.setup_body))
        caught = copy.copy(source)
        if isinstance(last, ast.Expr):
            value = ast.Assign([ast.Name(_VALUE, ast.Store())], last.value)
            caught.statement_body = [*body[:-1], ast.copy_location(value, last)]
        unbind = "\n".join(
            f"            try:\n                del {name}\n"
            "            except __unbound:\n                pass"
            for name in self.binds
        )
        self._function: Callable[..., Any] = compile_function(
            _EXECUTIONS.format(unbind=unbind), caught, namespace
        )

    def set_up(self) -> Executions:
        """Run the setup."""
        return Executions(self, self._function)


class Executions:
    """A statement after its setup."""

    def __init__(self, statement: Statement, function: Callable[..., Any]) -> None:
        self._surroundings = Surroundings()
        self._frame = self._surroundings.run(Frame, statement.source, function, CLOCK.perf_counter, NameError)

    def execute(self) -> float:
        """Execute the statement once; seconds."""
        return self._surroundings.run(self._frame.send, True)

    @property
    def names(self) -> dict[str, Any]:
        """What setup and statement have bound, by name."""
        return {name: value for name, value in self._frame.names.items() if not name.startswith("__")}

    @property
    def value(self) -> Any:
        """What the last expression of the statement gave when it was last executed."""
        return self._frame.names.get(_VALUE)

    def close(self) -> None:
        """Run the teardown."""
        self._surroundings.run(self._frame.close, False)
