"""What a value is, in a form that can be compared with what it was before.

Plain data is told by what it holds, anything else by its type and length: no code of the value but
`__len__` is run.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Hashable
from typing import Any

# Parts of a value that are looked at, and how deep.
PARTS = 2000
DEEPEST = 8

# Characters of a value that are shown.
SHOWN = 40

SCALARS = (type(None), bool, int, float, complex, str, bytes)
_SEQUENCES = (list, tuple, deque)
_SETS = (set, frozenset)
_CONTAINERS = (*_SEQUENCES, *_SETS, dict)

# Where an object lies differs from one to the next, and tells nothing.
_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,}")


def signature(value: Any) -> Hashable:
    """Equal for values that look the same."""
    return _Reader().read(value, 0)


def scalar(value: Any) -> Hashable:
    """The signature of a value of SCALARS."""
    if type(value) is str:
        return ("str", _ADDRESS.sub("0x", value) if "0x" in value else value)
    # As text, so that no number is equal to one of another type, nor NaN unequal to itself.
    if isinstance(value, float | complex):
        return (type(value).__name__, repr(value))
    return (type(value).__name__, value)


class _Reader:
    def __init__(self) -> None:
        self._left = PARTS

    def read(self, value: Any, depth: int) -> Hashable:
        self._left -= 1
        kind = type(value)
        if kind in SCALARS:
            return scalar(value)
        if kind not in _CONTAINERS or depth > DEEPEST:
            return (kind.__qualname__, _length(value), _rows(value))
        parts: list[Hashable] = []
        for part in value.items() if kind is dict else value:
            if self._left <= 0:
                break
            parts.append(self.read(part, depth + 1))
        held = frozenset(parts) if kind in _SETS else tuple(parts)
        return (kind.__name__, len(value), held)


def _length(value: Any) -> int | None:
    if not hasattr(type(value), "__len__"):
        return None
    try:
        return len(value)
    except Exception:
        return None


def _rows(value: Any) -> int | None:
    """How many rows a statement changed, of the cursor of a database."""
    if not (hasattr(type(value), "fetchone") and hasattr(type(value), "rowcount")):
        return None
    try:
        return int(value.rowcount)
    except Exception:
        return None


def shown(value: Any) -> str:
    """A value in few words; what it holds only where that is short and plain."""
    kind = type(value)
    if kind in SCALARS:
        text = repr(value) if not isinstance(value, int) or abs(value) < 10**SHOWN else "a huge int"
        return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
    article = "an" if kind.__name__[0].lower() in "aeiou" else "a"
    rows = _rows(value)
    if rows is not None:
        return f"{article} {kind.__name__} of {rows} changed rows"
    length = _length(value)
    if kind in _CONTAINERS and length is not None and length <= 8:
        parts = [*value, *value.values()] if kind is dict else [*value]
        if all(type(part) in SCALARS for part in parts) and len(repr(value)) <= SHOWN:
            return repr(value)
    return f"{article} {kind.__name__}" + ("" if length is None else f" of length {length}")
