"""What a setup made, and whether an execution of the statement changed it.

Only what is understood is looked at: containers, attributes, iterators, positions in files, and
memory that others may read. Anything else counts as unchanged. No code of an object is run.
"""

from __future__ import annotations

import gc
import io
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Hashable, Iterator, Mapping
from functools import partial
from types import (
    AsyncGeneratorType,
    BuiltinFunctionType,
    CodeType,
    CoroutineType,
    FrameType,
    FunctionType,
    GeneratorType,
    MemberDescriptorType,
    MethodType,
    ModuleType,
)
from typing import Any

from rulebook_bench.signature import SCALARS, scalar

# Objects that are looked at, and parts of all of them together.
OBJECTS = 20_000
PARTS = 200_000
# Bytes of a buffer that are compared.
BUFFER = 1 << 24

_LISTS = (list, tuple, deque)
_MAPS = (dict, OrderedDict, defaultdict, Counter)
_SETS = (set, frozenset)
_OPAQUE = (ModuleType, type, CodeType, FrameType)

# What an object holds: how it is compared, what it held, and what to look at next.
_Content = tuple[str, Any, list[Any]]


class Snapshot:
    """What was there at one moment, by the objects' identities."""

    def __init__(self, roots: Mapping[str, Any]) -> None:
        self.contents: dict[int, tuple[str, Any]] = {}
        # An object that is gone must not have its identity taken by another.
        self._alive: list[Any] = [roots]
        self._left = PARTS
        queue: deque[Any] = deque()
        self._note(0, _mapping(dict(roots)), queue)
        while queue and len(self.contents) < OBJECTS and self._left > 0:
            at = queue.popleft()
            if id(at) in self.contents or type(at) in SCALARS or isinstance(at, _OPAQUE):
                continue
            content = _content(at)
            if content is not None:
                self._alive.append(at)
                self._note(id(at), content, queue)

    def _note(self, identity: int, content: _Content, queue: deque[Any]) -> None:
        how, held, parts = content
        self._left -= len(parts)
        self.contents[identity] = (how, held)
        queue.extend(parts)

    def differing(self, other: Snapshot) -> set[int]:
        """Identities of what both saw, and saw differently."""
        return {at for at, held in other.contents.items() if self.contents.get(at, held) != held}

    def changed_since(self, before: Snapshot) -> set[int]:
        """Identities of what changed, other than by what was only added."""
        return {
            at for at in self.differing(before) if not _only_added(*before.contents[at], self.contents[at][1])
        }


def _content(at: Any) -> _Content | None:
    kind = type(at)
    if kind in _LISTS:
        return "list", [_mark(part) for part in at], list(at)
    if kind in _MAPS:
        return _mapping(at)
    if kind in _SETS:
        return "set", {_mark(part) for part in at}, []
    if isinstance(at, MethodType | BuiltinFunctionType):
        return "whole", None, [at.__self__]
    if kind is FunctionType:
        cells = [cell for cell in at.__closure__ or () if not _is_empty(cell)]
        return "list", [_mark(cell.cell_contents) for cell in cells], [c.cell_contents for c in cells]
    if kind is partial:
        return "whole", None, [at.func, at.args, at.keywords]
    if isinstance(at, GeneratorType | CoroutineType | AsyncGeneratorType):
        return "whole", _progress(at), []
    if isinstance(at, io.IOBase):
        return "whole", _position(at), []
    if is_plain_iterator(at):
        # One that has ended lets go of what it went through.
        inner = [part for part in gc.get_referents(at) if not isinstance(part, _OPAQUE)]
        return "whole", (len(inner), length_left(at)), inner
    return _buffer(at) or _attributes(at)


def _mapping(held: Mapping[Any, Any]) -> _Content:
    return "map", {_mark(key): _mark(value) for key, value in held.items()}, list(held.values())


def _mark(value: Any) -> Hashable:
    """What a container says of one of its parts: what it is when it is plain, else which."""
    return scalar(value) if type(value) in SCALARS else ("ref", id(value), type(value) is object)


def _is_empty(cell: Any) -> bool:
    try:
        return cell.cell_contents is None
    except ValueError:
        return True


def _progress(at: Any) -> Hashable:
    frame = next((f for f in (getattr(at, n, None) for n in ("gi_frame", "cr_frame", "ag_frame")) if f), None)
    return None if frame is None else frame.f_lasti


def _position(at: Any) -> Hashable:
    try:
        return at.tell()
    except (OSError, ValueError):
        return None


def is_plain_iterator(at: Any) -> bool:
    """An iterator of Python's own, which says what it goes through."""
    return isinstance(at, Iterator) and type(at).__module__ in ("builtins", "itertools", "collections")


def length_left(at: Any) -> int | None:
    try:
        return at.__length_hint__()
    except (AttributeError, TypeError):
        return None


def _buffer(at: Any) -> _Content | None:
    try:
        with memoryview(at) as view:
            return ("whole", hash(view.tobytes()), []) if view.nbytes <= BUFFER else None
    except (TypeError, ValueError, BufferError):
        return None


def _attributes(at: Any) -> _Content | None:
    held: dict[str, Any] = {}
    try:
        held.update(object.__getattribute__(at, "__dict__"))
    except (AttributeError, TypeError):
        pass
    for base in type(at).__mro__:
        for name, slot in vars(base).items():
            if isinstance(slot, MemberDescriptorType):
                try:
                    held[name] = slot.__get__(at)
                except (AttributeError, TypeError):
                    pass
    # What a container of somebody's own holds, by the methods of the container that it is.
    for base, marked in ((list, "[]"), (deque, "[]"), (set, "{}")):
        if isinstance(at, base):
            held[marked] = list(base.__iter__(at))
    if isinstance(at, dict):
        held["{}"] = dict(dict.items(at))
    if not held:
        return None
    how, marks, parts = _mapping(held)
    for name in ("[]", "{}"):
        if name in held:
            # Made for this look only: compared by what is in it.
            inner = _content(held[name])
            assert inner is not None
            marks[("str", name)] = ("inner", *inner[:2])
            parts.extend(inner[2])
    return how, marks, parts


def _only_added(how: str, before: Any, after: Any) -> bool:
    if how == "list":
        if len(after) == len(before):
            return all(_is_made(b, a) for b, a in zip(before, after, strict=True))
        return len(after) > len(before) and not Counter(before) - Counter(after)
    if how == "set":
        return before <= after
    if how == "map":
        return all(key in after and _is_made(value, after[key]) for key, value in before.items())
    return False


def _is_made(before: Any, after: Any) -> bool:
    """Unchanged, or something now where there was nothing: caches fill, and flags are set."""
    if before == after:
        return True
    if before[0] == "inner" and after[0] == "inner" and before[1] == after[1]:
        return _only_added(before[1], before[2], after[2])
    if before[0] == "ref":
        return before[2]
    return before[0] in ("NoneType", "bool") or not before[1] or before[1] in ("0.0", "0j")
