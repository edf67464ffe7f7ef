"""Makes a suite a module like any other, also in the processes that it spawns."""

from __future__ import annotations

import os
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_loader
from types import CodeType
from typing import Any

# The variable of the environment that tells spawned processes the suite's path.
SUITE = "RULEBOOK_SUITE"


class SuiteLoader(SourceFileLoader):
    """Loads a suite, from its code where it was compiled already. Writes no bytecode beside it."""

    def __init__(self, name: str, path: str, code: CodeType | None = None) -> None:
        super().__init__(name, path)
        self._code = code

    def get_code(self, fullname: str) -> CodeType:
        return self._code or self.source_to_code(self.get_data(self.path), self.path)


class SuiteFinder:
    """Finds the suite that the environment names, when a spawned process is handed a function of it."""

    @staticmethod
    def find_spec(name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        suite = os.environ.get(SUITE)
        if suite is None or name != module_name(suite):
            return None
        return suite_spec(suite)


def module_name(path: str) -> str:
    """The name under which the suite of a file is imported."""
    return f"suite_{os.path.basename(path).removesuffix('.py').replace('-', '_')}"


def suite_spec(path: str, code: CodeType | None = None) -> ModuleSpec:
    name = module_name(path)
    spec = spec_from_loader(name, SuiteLoader(name, path, code))
    assert spec is not None
    return spec
