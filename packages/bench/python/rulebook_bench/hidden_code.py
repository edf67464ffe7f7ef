"""Own code that Python did not load, because something else of its name comes first."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping


def hidden_code(folders: Iterable[str], modules: Mapping[str, str]) -> list[str]:
    """Names of loaded top-level modules that stand in one of `folders` too, and were taken from elsewhere.

    folders: that of the suites, in which a file is a module only if its name begins with `_`; then those that
    the settings name. modules: files by module name.
    """
    own: dict[str, str] = {}
    for index, folder in enumerate(folders):
        for name, file in _modules_in(folder):
            if index > 0 or name.startswith("_") or os.path.basename(file) == "__init__.py":
                own.setdefault(name, file)
    loaded = [(name, own[name]) for name in sorted(own.keys() & modules.keys() - sys.stdlib_module_names)]
    return [name for name, file in loaded if not _is_same(modules[name], file)]


def _modules_in(folder: str) -> Iterator[tuple[str, str]]:
    try:
        entries = os.listdir(folder)
    except OSError:
        return
    for entry in entries:
        package = os.path.join(folder, entry, "__init__.py")
        if os.path.isfile(package):
            yield entry, package
        elif entry.endswith(".py"):
            yield entry.removesuffix(".py"), os.path.join(folder, entry)


def _is_same(a: str, b: str) -> bool:
    try:
        return os.path.samefile(a, b)
    except OSError:
        return False
