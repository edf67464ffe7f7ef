"""Finds what a statement made and nothing ever ran: coroutines, generators, lazy iterators."""

from __future__ import annotations

import ast
import dis
import inspect
import warnings
from types import AsyncGeneratorType, CoroutineType, GeneratorType
from typing import Any

from rulebook_bench.suite import BenchmarkSource

LAZY = (map, filter, zip)


class Unawaited:
    """Notes the names of coroutines that end without ever having been awaited."""

    def __init__(self) -> None:
        self.names: list[str] = []
        # What the interpreter calls, in place of a warning that filters may hold back.
        vars(warnings)["_warn_unawaited_coroutine"] = lambda at: self.names.append(_name(at))


def unstarted(source: BenchmarkSource, made: dict[str, Any], value: Any) -> str | None:
    """What nothing ran, of what the statement bound or gave; it is closed."""
    found = None
    for at in [value, *made.values()]:
        if isinstance(at, CoroutineType) and inspect.getcoroutinestate(at) == "CORO_CREATED":
            at.close()
            found = found or f"the coroutine {_name(at)}() is never awaited; `await` it"
        elif isinstance(at, AsyncGeneratorType) and _is_created(at):
            found = found or f"the asynchronous generator {_name(at)}() is never started; {_CONSUME_ASYNC}"
        elif isinstance(at, GeneratorType) and inspect.getgeneratorstate(at) == "GEN_CREATED":
            at.close()
            what = "a generator expression" if _name(at) == "<genexpr>" else f"the generator {_name(at)}()"
            found = found or f"{what} is never started; {_CONSUME}"
    if found is None and _is_lazy(source) and type(value) in LAZY:
        return f"nothing takes what {type(value).__name__} would make; {_CONSUME}"
    return found


_CONSUME = "go through it, as with list() or a loop"
_CONSUME_ASYNC = "go through it with `async for`"


def _is_lazy(source: BenchmarkSource) -> bool:
    """The statement is one call: what it gives was made by it, and nothing else was done with it."""
    (first, *others) = source.statement_body
    return not others and isinstance(first, ast.Expr) and isinstance(first.value, ast.Call)


def _name(at: Any) -> str:
    return getattr(at, "__qualname__", "").rsplit(".", 1)[-1] or type(at).__name__


def _is_created(at: AsyncGeneratorType[Any, Any]) -> bool:
    frame = at.ag_frame
    if frame is None or at.ag_running:
        return False
    suspended = getattr(at, "ag_suspended", None)
    if suspended is not None:  # Python 3.12 and later
        return not suspended
    return frame.f_lasti < 0 or frame.f_code.co_code[frame.f_lasti] == dis.opmap.get("RETURN_GENERATOR")
