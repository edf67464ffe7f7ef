"""Which installed distribution a file belongs to: by what installers wrote, never by its name."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterable, Iterator
from importlib import metadata
from urllib.parse import unquote, urlsplit

from rulebook_bench.paths import is_within


def distributions_of(files: Iterable[str], root: str) -> dict[str, str]:
    """Versions by name (as package indexes compare names) of the distributions that own some of `files`.

    One that is installed in editable mode from inside `root` is the repository's own code, and left out.
    """
    left = {place for file in files for place in (os.path.realpath(file), _in_real_folder(file))}
    found: dict[str, str] = {}
    for distribution in metadata.distributions():
        if not left:
            break
        name, version = distribution.metadata["Name"], distribution.version
        if not name or not version:
            continue
        owned = left.intersection(_files_of(distribution, left))
        editable = _editable_folder(distribution)
        if editable is not None:
            if is_within(root, editable):
                left -= owned
                continue
            owned |= {file for file in left if is_within(editable, file)}
        if owned:
            left -= owned
            found.setdefault(normalised(name), version)
    return found


def version_of(name: str) -> str | None:
    """The version that is installed now."""
    try:
        return metadata.version(name)
    except (metadata.PackageNotFoundError, ValueError):
        return None


def normalised(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _files_of(distribution: metadata.Distribution, wanted: set[str]) -> Iterator[str]:
    """The files that an installer recorded; without a record, those of `wanted` below its top-level names."""
    base = os.path.realpath(str(distribution.locate_file("")))
    record = distribution.read_text("RECORD")
    if record is not None:
        for row in csv.reader(record.splitlines()):
            if row:
                yield os.path.normpath(os.path.join(base, row[0]))
        return
    listed = distribution.read_text("installed-files.txt")
    if listed is not None:
        # Named from the folder of the metadata, which lies in the base.
        for line in listed.splitlines():
            yield os.path.normpath(os.path.join(base, "x", line.strip()))
        return
    for top in (distribution.read_text("top_level.txt") or "").split():
        place = os.path.join(base, top)
        for file in wanted:
            if is_within(place, file) or os.path.splitext(file)[0] == place:
                yield file


def _editable_folder(distribution: metadata.Distribution) -> str | None:
    """Where the code of a distribution lies that was installed by `pip install -e`."""
    text = distribution.read_text("direct_url.json")
    if text is None:
        return None
    import json

    try:
        told = json.loads(text)
        if not told.get("dir_info", {}).get("editable"):
            return None
        return os.path.realpath(unquote(urlsplit(told["url"]).path))
    except (ValueError, KeyError, AttributeError):
        return None


def _in_real_folder(file: str) -> str:
    """Some installers put links to a cache into the folder that they fill."""
    return os.path.join(os.path.realpath(os.path.dirname(file)), os.path.basename(file))
