"""Tells what a suite changed of that on which its numbers rest."""

from __future__ import annotations

import builtins
import gc
import sys
from collections.abc import Iterator
from types import FunctionType, ModuleType
from typing import Any

from rulebook_bench.recorder import was_forked

# Builtins that programs replace for reasons of their own, and that the harness does without.
_THEIRS = {"open", "print", "input", "breakpoint", "help", "exit", "quit", "__import__", "_"}

_PACKAGE = "rulebook_bench."


class Untouched:
    """What the harness is made of, as it was before anything of a suite ran."""

    def __init__(self) -> None:
        self._builtins = {name: at for name, at in vars(builtins).items() if name not in _THEIRS}
        self._modules = {"gc": gc, **dict(_own_modules())}
        self._attributes = {name: dict(_attributes(at)) for name, at in self._modules.items()}

    def meddling(self) -> str | None:
        """What is another now, and how to fix that, in words."""
        if was_forked():
            return "a process that it forks goes on as the benchmark; end it with os._exit()"
        for name, at in self._builtins.items():
            if vars(builtins).get(name) is not at:
                return f"it replaces the builtin {name}, with which the harness works; leave it as it is"
        for name, module in self._modules.items():
            if sys.modules.get(name) is not module:
                return f"it replaces the module {name}, with which the harness works; leave it in sys.modules"
            now = dict(_attributes(module))
            for attribute, at in self._attributes[name].items():
                if now.get(attribute) is not at:
                    return f"it replaces {name}.{attribute}, with which the harness works; leave it as it is"
        return _watching()


def _watching() -> str | None:
    """Who is told of each call and line, which costs many times what is timed."""
    for get, switch in ((sys.gettrace, "settrace"), (sys.getprofile, "setprofile")):
        if get() is not None:
            return f"sys.{switch}() is on while it is timed; switch it off above the yield"
    monitoring = getattr(sys, "monitoring", None)  # Python 3.12 and later
    for tool in range(6) if monitoring else ():
        if monitoring.get_tool(tool) is not None and monitoring.get_events(tool):
            return "sys.monitoring is on while it is timed; switch it off above the yield"
    return None


def _own_modules() -> Iterator[tuple[str, ModuleType]]:
    for name, module in sys.modules.items():
        if name.startswith(_PACKAGE):
            yield name, module


def _attributes(module: ModuleType) -> Iterator[tuple[str, Any]]:
    """Functions, classes and what is in them, by name. What else a module holds may change."""
    for name, at in list(vars(module).items()):
        if isinstance(at, type) and at.__module__ == module.__name__:
            yield name, at
            yield from ((f"{name}.{inner}", held) for inner, held in list(vars(at).items()))
        elif isinstance(at, FunctionType) or type(at) is type(len):
            yield name, at
            yield f"{name}.__code__", getattr(at, "__code__", None)
