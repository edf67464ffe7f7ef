"""What a block ran besides its suite: installed packages, and modules of the repository.

It is read from `sys.modules`, so that it does not matter by which path a module came.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from time import time
from typing import Any

from rulebook_bench.code_hash import hash_of_file
from rulebook_bench.failures import SuiteError
from rulebook_bench.paths import is_within

# Seconds since 1970, when nothing of a suite was loaded yet.
STARTED = time()
_HARNESS = os.path.dirname(os.path.realpath(__file__))
_INSTALLED = {"site-packages", "dist-packages"}


def modules_here() -> dict[str, str]:
    """Files of the modules that this process has loaded, by module name."""
    found = [(name, getattr(module, "__file__", None)) for name, module in list(sys.modules.items())]
    return {name: file for name, file in found if isinstance(file, str)}


def loaded_code(root: str, suite: str, modules: Mapping[str, str]) -> dict[str, Any]:
    """Packages (version by name) and the repository's modules (hash by path from `root`) among `modules`.

    Raises SuiteError for one that was saved since this process began: what ran may be what was there before.
    """
    from rulebook_bench.distributions import distributions_of  # not before something was sampled

    root = os.path.realpath(root)
    left_out = _not_of_repository(root)
    others: list[str] = []
    own: dict[str, str] = {}
    for file in set(modules.values()):
        place = os.path.realpath(file)
        if is_within(_HARNESS, place) or place == os.path.realpath(suite):
            continue
        if _is_own(root, place, left_out):
            own[os.path.relpath(place, root).replace(os.sep, "/")] = place
        else:
            others.append(file)
    for path, place in own.items():
        if os.path.exists(place) and os.stat(place).st_mtime > STARTED:
            raise SuiteError(f"{path} changed while it was measured; measure again")
    return {
        "packages": dict(sorted(distributions_of(others, root).items())),
        "modules": {path: hash_of_file(place) for path, place in sorted(own.items())},
    }


def _is_own(root: str, place: str, left_out: Iterable[str]) -> bool:
    """Is a file (its links followed) the repository's own code, not installed in an environment inside it?"""
    if not is_within(root, place) or any(is_within(folder, place) for folder in left_out):
        return False
    parts = os.path.relpath(place, root).split(os.sep)
    return parts[0] != ".rulebook" and not _INSTALLED.intersection(parts)


def _not_of_repository(root: str) -> list[str]:
    """Folders of Python itself and of environments that lie in the repository."""
    import sysconfig

    prefixes = {sys.prefix, sys.base_prefix, sys.exec_prefix}
    paths = sysconfig.get_paths()
    standard = {paths["stdlib"], paths["platstdlib"]}
    folders = {os.path.realpath(folder) for folder in prefixes | standard}
    return [folder for folder in folders if folder != root and is_within(root, folder)]
