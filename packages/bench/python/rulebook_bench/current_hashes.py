"""What stands in the repository now of what was loaded when it was measured."""

from __future__ import annotations

import os

from rulebook_bench.code_hash import bytes_of, digest_of, hash_of_module
from rulebook_bench.paths import is_within


def hashes_of(root: str, path: str) -> dict[str, str] | None:
    """Hashes of a module's text and of its code; `None` when there is none inside `root`."""
    root = os.path.realpath(root)
    place = os.path.realpath(os.path.join(root, path))
    if not is_within(root, place) or not os.path.isfile(place):
        return None
    text = bytes_of(place)
    return {"text": digest_of(text), "code": hash_of_module(text)}
