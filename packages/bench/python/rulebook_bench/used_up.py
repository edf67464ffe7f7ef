"""Tells a statement that does its work only the first time that it is executed after a setup."""

from __future__ import annotations

import ast
import copy
import gc
from collections import deque
from collections.abc import Hashable
from statistics import median
from typing import Any

from rulebook_bench.clock import CLOCK
from rulebook_bench.ended_iterators import is_spent
from rulebook_bench.executions import Statement
from rulebook_bench.setup_state import Snapshot
from rulebook_bench.signature import shown, signature
from rulebook_bench.time_limit import Hangs, limit

# Later executions: as many as these, and more while that takes less than SOON seconds. Past LONG
# seconds one has to do.
LEAST, MOST, SOON, LONG = 3, 30, 0.02, 1.0

# A later execution hangs that takes as many times as long as the first, and at least as many seconds.
HANGS, LEAST_HANG = 20, 2.0

# Fresh set-ups whose first execution is timed, at most; fewer than ENOUGH tell only what takes long.
ROUNDS, ENOUGH, LONG_EXECUTION = 7, 3, 1e-3
# How many times as dear the first execution has to be, on the whole and in each round but one.
DEARER, DEARER_EACH = 2.0, 1.5

_UNBOUND = ("unbound",)


class LaterFailure(Exception):
    """A later execution raised, though the first did not."""


class Watched:
    """The first execution of a statement after its setup and some later ones, and what they did."""

    def __init__(self, statement: Statement) -> None:
        self._statement = statement
        self._shared = _shared_data(statement)
        self._pristine = {name: copy.copy(at) for name, at in self._shared.items() if type(at) in _COPIED}
        self._executions = statement.set_up()
        self._is_set_up = True
        # What the setup left for the collector is not the first execution's.
        gc.collect()

    def first(self) -> tuple[dict[str, Any], Any]:
        """Execute the statement; answers what it bound, and its value."""
        before, fresh = self._snapshot(), self._spent()
        self._seconds = self._executions.execute()
        names, value = self._made()
        self._first = self._signatures(names, value)
        self._first_shown = self._all_shown(names, value)
        self._after_first = self._snapshot()
        self._changed = self._after_first.changed_since(before)
        self._ended = sorted(self._spent() - fresh)
        return names, value

    def later(self) -> str | None:
        """Execute it more often; what is wrong with it, if anything. Raises LaterFailure."""
        later: list[Hashable] = []
        start = CLOCK.perf_counter()
        settled = self._changed
        told: dict[str, str] = {}
        while len(later) < MOST:
            elapsed = CLOCK.perf_counter() - start
            if later and (elapsed > LONG or (len(later) >= LEAST and elapsed > SOON)):
                break
            try:
                with limit(max(LEAST_HANG, HANGS * self._seconds)):
                    self._executions.execute()
            except Hangs:
                raise LaterFailure(f"does not end within {HANGS} times the first") from None
            except Exception as error:
                raise LaterFailure(_raised(error)) from None
            names, value = self._made()
            later.append(self._signatures(names, value))
            told = self._all_shown(names, value)
            if settled:
                settled = settled - self._snapshot().differing(self._after_first)
        gone = _same(later)
        if gone is not None and gone != self._first:
            if len(later) >= LEAST or _looks_empty(gone, self._first):
                return self._difference(gone, told)
        if self._ended:
            return f"{self._ended[0]} is spent by the first execution"
        return self._dearer() if settled else None

    def close(self) -> None:
        """Run the teardown, once."""
        if self._is_set_up:
            self._is_set_up = False
            self._executions.close()

    def _made(self) -> tuple[dict[str, Any], Any]:
        names = self._executions.names
        bound = {name: names[name] for name in self._statement.binds if name in names}
        return bound, self._executions.value

    def _signatures(self, names: dict[str, Any], value: Any) -> tuple[tuple[str, Hashable], ...]:
        made = [("", signature(value))]
        made += [(n, signature(names[n]) if n in names else _UNBOUND) for n in self._statement.binds]
        return tuple(made)

    def _all_shown(self, names: dict[str, Any], value: Any) -> dict[str, str]:
        bound = {n: shown(names[n]) if n in names else "unbound" for n in self._statement.binds}
        return {"": shown(value), **bound}

    def _difference(self, later: Any, told: dict[str, str]) -> str:
        name = next(name for (name, sig), (_, other) in zip(later, self._first, strict=True) if sig != other)
        what = f"{name} is" if name else "its value is"
        first, then = self._first_shown[name], told[name]
        if first == then:
            return f"{what} another after the first execution than after all later ones"
        return f"{what} {first} after the first execution, {then} after later ones"

    def _snapshot(self) -> Snapshot:
        return Snapshot(self._roots())

    def _spent(self) -> set[str]:
        """Names of iterators that have ended."""
        return {name for name, at in self._roots().items() if is_spent(at)}

    def _roots(self) -> dict[str, Any]:
        """What the setup made, and what the statement uses of the module."""
        ours = {n: at for n, at in self._executions.names.items() if n not in self._statement.binds}
        return {**self._shared, **ours}

    def _dearer(self) -> str | None:
        """Whether the first execution costs so much more that the later ones cannot do the same.

        A full collection before each of the two executions that are compared makes both find cold caches.
        """
        self.close()
        first, later = [], []
        start = CLOCK.perf_counter()
        while len(first) < ROUNDS and (not first or CLOCK.perf_counter() - start < LONG):
            self._restore()
            executions = self._statement.set_up()
            gc.collect()
            first.append(executions.execute())
            executions.execute()
            executions.execute()
            gc.collect()
            later.append(executions.execute())
            executions.close()
        if len(first) < ENOUGH and min(first) < LONG_EXECUTION:
            return None
        agreeing = sum(f > DEARER_EACH * t for f, t in zip(first, later, strict=True))
        ratio = median(first) / max(median(later), 1e-9)
        if ratio < DEARER or agreeing < len(first) - 1:
            return None
        return (
            "the first execution changes what the setup made and takes "
            f"{ratio:.{0 if ratio >= 10 else 1}f} times as long as later ones, which leave it as it is"
        )

    def _restore(self) -> None:
        for name, content in self._pristine.items():
            at = self._shared[name]
            if isinstance(at, list | bytearray):
                at[:] = content
            else:
                at.clear()
                (at.extend if isinstance(at, deque) else at.update)(content)


# Data of the module that is put back as it was before another setup.
_COPIED = (list, dict, set, deque, bytearray)


def _shared_data(statement: Statement) -> dict[str, Any]:
    """What the statement names of the module's data."""
    nodes = [node for part in statement.source.statement_body for node in ast.walk(part)]
    used = {node.id for node in nodes if isinstance(node, ast.Name)} & statement.namespace.keys()
    found = {name: statement.namespace[name] for name in sorted(used)}
    return {name: at for name, at in found.items() if not callable(at)}


def _same(later: list[Hashable]) -> Any:
    return later[0] if later and all(one == later[0] for one in later) else None


def _looks_empty(later: Any, first: Any) -> bool:
    """Few later executions may agree by chance, but not in finding nothing where the first found much."""
    return all(sig == other or _is_nothing(sig) for (_, sig), (_, other) in zip(later, first, strict=True))


def _is_nothing(sig: Any) -> bool:
    return sig == _UNBOUND or sig[0] == "NoneType" or sig[1] in (0, "", b"", "0.0")


def _raised(error: Exception) -> str:
    # A generator turns the end of an iterator into another exception.
    at = error.__cause__ if isinstance(error.__cause__, StopIteration | StopAsyncIteration) else error
    try:
        words = str(at)
    except Exception:
        words = ""
    return f"raises {type(at).__name__}{f' ({words[:80]})' if words else ''}"
