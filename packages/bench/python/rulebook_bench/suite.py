"""A suite that was read: its benchmarks, their parts, and what decides their cost."""

from __future__ import annotations

import ast
import os
import re
import sys
from functools import cached_property
from importlib.util import module_from_spec
from types import CodeType
from typing import Any

from rulebook_bench import OPTIONS
from rulebook_bench.body_parts import Parts
from rulebook_bench.failures import SuiteError
from rulebook_bench.importable import SUITE, suite_spec
from rulebook_bench.options import sampling_kind
from rulebook_bench.reached_code import imported_for_effect, source_hash
from rulebook_bench.recorder import expect_same_process, note
from rulebook_bench.source_text import SourceText

# The inputs that are not the first.
_OTHERS = "__others"

Function = ast.FunctionDef | ast.AsyncFunctionDef


class BenchmarkSource:
    """One benchmark of a suite, split at its yields."""

    def __init__(
        self,
        path: str,
        node: Function,
        options: dict[str, Any],
        parts: Parts,
        text: SourceText,
        future_flags: int,
        global_names: list[str],
    ):
        """future_flags: of the suite's `from __future__` imports. global_names: declared `global` in it."""
        self.name = node.name
        self.path = path
        self.domain = os.path.basename(path).removesuffix(".py")
        self.node = node
        self.future_flags = future_flags
        self.global_names = global_names
        self.block: str = options["block"]
        self.raw = bool(options["raw"])
        self.requires = list(options["requires"])
        self.setup_per: str = options["setup"]
        self.same: str | None = options["same"]
        self.uses: tuple[str, ...] = tuple(options["uses"])
        self.kind = sampling_kind(options, self.is_async)
        self.doc = " ".join((ast.get_docstring(node) or "").split("\n\n")[0].split())
        self.setup_body: list[ast.AST] = [*parts.setup, *([parts.inputs] if parts.inputs else [])]
        self.statement_body, self.teardown_body = parts.statement, parts.teardown
        self._parts = parts
        self._text = text

    @cached_property
    def setup(self) -> str:
        parts = self._parts
        if parts.is_nested:
            # With the line of the `with` that holds the yield.
            text = self._text.between(parts.first_line, parts.yields[0].lineno - 1, parts.offset)
        else:
            text = self._text.of(parts.setup)
        if self.inputs is None:
            return text
        indent = " " * (parts.yields[0].col_offset - parts.offset)
        return "\n".join([*([text] if text else []), indent + self.inputs.replace("\n", "\n" + indent)])

    @property
    def input(self) -> tuple[str, ast.expr] | None:
        """The name that takes an input, and the expression of all inputs."""
        inputs = self._parts.inputs
        if inputs is None:
            return None
        assert isinstance(inputs.targets[0], ast.Name) and isinstance(inputs.value, ast.Yield)
        assert inputs.value.value is not None
        return inputs.targets[0].id, inputs.value.value

    @cached_property
    def inputs(self) -> str | None:
        """What the yield hands over, as it is read: `key in [...]`."""
        inputs = self._parts.inputs
        return None if inputs is None else re.sub(r"\s*=\s*yield\b", " in", self._text.of([inputs]), count=1)

    def around(self, core: list[ast.stmt]) -> list[ast.stmt]:
        """The setup, the first of the inputs bound where there are any, `core`, and the teardown."""
        if self.input is None:
            return self._parts.around(core)
        name, inputs = self.input
        first = ast.Name(name, ast.Store())
        others = ast.Starred(ast.Name(_OTHERS, ast.Store()), ast.Store())
        bind = ast.Assign([ast.Tuple([first, others], ast.Store())], inputs)
        bound = [ast.copy_location(bind, inputs), ast.Delete([ast.Name(_OTHERS, ast.Del())])]
        return self._parts.around([*bound, *core])

    @cached_property
    def statement(self) -> str:
        return self._text.of(self.statement_body)

    @cached_property
    def teardown(self) -> str:
        parts = self._parts
        if not parts.is_nested or not parts.teardown:
            return self._text.of(parts.teardown)
        return self._text.between(parts.last_line_of_hole + 1, parts.last_line, parts.teardown_offset)

    @cached_property
    def whole(self) -> str:
        """All of it where the yields lie inside of something, which decides what it means; else empty."""
        parts = self._parts
        return self._text.between(parts.first_line, parts.last_line, parts.offset) if parts.is_nested else ""

    @property
    def place(self) -> str:
        """Where its statement begins: file, line and column."""
        first = self.statement_body[0]
        return f"{self.domain}.py:{first.lineno}:{self._text.column(first.lineno, first.col_offset)}"

    @property
    def is_async(self) -> bool:
        return isinstance(self.node, ast.AsyncFunctionDef)

    def describe(self, source_hash: str) -> dict[str, Any]:
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
            "sourceHash": source_hash,
            **({} if self.same is None else {"same": self.same}),
            **({} if len(self.uses) == 1 else {"uses": list(self.uses)}),
            **({} if self.inputs is None else {"inputs": self.inputs}),
        }


class Suite:
    """A suite that was read but not yet run."""

    def __init__(
        self,
        path: str,
        module: ast.Module,
        code: CodeType,
        text: SourceText,
        benchmarks: list[BenchmarkSource],
        folders: list[str],
    ):
        self.path = path
        self.file = os.path.basename(path)
        self.domain = self.file.removesuffix(".py")
        self.module = module
        self.code = code
        self.text = text
        self.benchmarks = benchmarks
        self.folders = folders

    @cached_property
    def imported_for_effect(self) -> list[str]:
        return imported_for_effect(self.module)

    def describe(self) -> list[dict[str, Any]]:
        """The catalogue entries."""
        return [b.describe(source_hash(self, b)) for b in self.benchmarks]


def run_suite(suite: Suite) -> dict[str, Any]:
    """Execute the suite's module-level code, once a process; returns its namespace.

    The suite becomes a module like any other: dataclasses, pickle and type hints look theirs up.
    """
    note("importing", suite.file)
    os.environ[SUITE] = suite.path
    module = module_from_spec(suite_spec(suite.path, suite.code))
    sys.modules[module.__name__] = module
    namespace = module.__dict__
    process = os.getpid()
    exec(suite.code, namespace)
    expect_same_process(process)
    for found in suite.benchmarks:
        if not hasattr(namespace.get(found.name), OPTIONS):
            raise SuiteError(f"{suite.file}: {found.name} is not the function that @benchmark marked")
    return namespace
