"""A suite that was read: its benchmarks, their parts, and what decides their cost."""

from __future__ import annotations

import ast
import marshal
import os
import sys
from functools import cached_property
from types import ModuleType
from typing import Any

from rulebook_bench import OPTIONS
from rulebook_bench.failures import SuiteError
from rulebook_bench.options import sampling_kind
from rulebook_bench.reached import imported_for_effect, source_hash
from rulebook_bench.source_text import SourceText

Function = ast.FunctionDef | ast.AsyncFunctionDef
# Setup, statement and teardown.
Parts = tuple[list[ast.stmt], list[ast.stmt], list[ast.stmt]]


class BenchmarkSource:
    """One benchmark of a suite, split at its yields."""

    def __init__(self, domain: str, node: Function, options: dict[str, Any], parts: Parts, text: SourceText):
        self.name = node.name
        self.domain = domain
        self.node = node
        self.block: str = options["block"]
        self.raw = bool(options["raw"])
        self.requires = list(options["requires"])
        self.setup_per: str = options["setup"]
        self.kind = sampling_kind(options, self.is_async)
        self.doc = " ".join((ast.get_docstring(node) or "").split("\n\n")[0].split())
        self.setup_body, self.statement_body, self.teardown_body = parts
        self._text = text

    @cached_property
    def setup(self) -> str:
        return self._text.of(self.setup_body)

    @cached_property
    def statement(self) -> str:
        return self._text.of(self.statement_body)

    @cached_property
    def teardown(self) -> str:
        return self._text.of(self.teardown_body)

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
        }


class Suite:
    """A suite that was read but not yet run."""

    def __init__(
        self,
        path: str,
        module: ast.Module,
        text: SourceText,
        benchmarks: list[BenchmarkSource],
        folders: list[str],
    ):
        self.path = path
        self.file = os.path.basename(path)
        self.domain = self.file.removesuffix(".py")
        self.module = module
        self.text = text
        self.benchmarks = benchmarks
        self.folders = folders

    @cached_property
    def code(self) -> bytes:
        """The module's code, marshalled, so that each execution can have a copy of its own.

        Without this module's `from __future__` imports: the suite is the Python that its author wrote.
        """
        return marshal.dumps(compile(self.module, self.file, "exec", dont_inherit=True))

    @cached_property
    def imported_for_effect(self) -> list[str]:
        return imported_for_effect(self.module)

    def describe(self) -> list[dict[str, Any]]:
        """The catalogue entries."""
        return [b.describe(source_hash(self, b)) for b in self.benchmarks]


def run_suite(suite: Suite) -> dict[str, Any]:
    """Execute the suite's module-level code; returns its namespace.

    The suite becomes a module like any other: dataclasses, pickle and type hints look theirs up.
    """
    module = ModuleType(f"suite_{suite.domain.replace('-', '_')}")
    module.__file__ = suite.path
    sys.modules[module.__name__] = module
    namespace = module.__dict__
    exec(marshal.loads(suite.code), namespace)
    for found in suite.benchmarks:
        if not hasattr(namespace.get(found.name), OPTIONS):
            raise SuiteError(f"{suite.file}: {found.name} is not the function that @benchmark marked")
    return namespace
