"""Tells whether an iterator has ended."""

from __future__ import annotations

import gc
from types import AsyncGeneratorType, GeneratorType
from typing import Any

from rulebook_bench.setup_state import is_plain_iterator, length_left

# Iterators over iterators, as map() and zip() are, that are looked through.
DEEPEST = 4


def is_spent(at: Any, depth: int = 0) -> bool:
    """Whether nothing more comes of it, or of an iterator that it goes through."""
    if isinstance(at, GeneratorType):
        return at.gi_frame is None
    if isinstance(at, AsyncGeneratorType):
        return at.ag_frame is None
    if depth > DEEPEST or not is_plain_iterator(at):
        return False
    if length_left(at) == 0:
        return True
    inner = [part for held in gc.get_referents(at) for part in (held if type(held) is tuple else (held,))]
    return any(is_spent(part, depth + 1) for part in inner)
