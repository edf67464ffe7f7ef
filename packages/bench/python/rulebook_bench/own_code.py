"""The repository's own code that a suite imports: which modules, and what is in them.

It is found by reading import statements, not by importing, so that nothing is run. What is imported by a
name made at run time is not seen.
"""

from __future__ import annotations

import ast
import os
import sys
from collections.abc import Iterable, Iterator

from rulebook_bench.import_names import imports_of, imports_of_text

# Names that Python finds in itself before it looks into a folder.
_STANDARD = sys.stdlib_module_names | {"test"}


class OwnCode:
    """Modules below folders in which Python looks for what it finds nowhere else.

    folders: the folder of the suites, where a file is a module of this sort only if its name begins with
    `_`, for others are suites; then those that the settings name.
    """

    def __init__(self, folders: Iterable[str]) -> None:
        self.folders = list(folders)
        self._entries: dict[str, frozenset[str]] = {}
        # By file and name: the hash of its text, and the dotted names that it imports.
        self._read: dict[tuple[str, str], tuple[str, list[str]]] = {}

    @property
    def digests(self) -> dict[str, str]:
        """sha256 of each file that was reached so far, by path."""
        return {file: digest for (file, _), (digest, _) in sorted(self._read.items())}

    def reached_from(self, nodes: Iterable[ast.AST]) -> dict[str, str]:
        """sha256 of the text of each module that `nodes` import, and that those import in turn, by name."""
        reached: dict[str, str] = {}
        queue = [name for node in nodes for name in imports_of(node)]
        while queue:
            for module, file in self._modules_of(queue.pop()):
                if module not in reached:
                    reached[module], imports = self._read_module(module, file)
                    queue.extend(imports)
        return reached

    def loaded_from_elsewhere(self, nodes: Iterable[ast.AST]) -> list[str]:
        """Names that `nodes` import, by now, of another module than the one that is hashed."""
        tops = {name.partition(".")[0] for node in nodes for name in imports_of(node)}
        wanted = {top: modules[0][1] for top in sorted(tops) if (modules := self._modules_of(top))}
        loaded = {top: getattr(sys.modules.get(top), "__file__", None) for top in wanted}
        return [top for top, file in wanted.items() if loaded[top] and not _is_same(loaded[top], file)]

    def _modules_of(self, name: str) -> list[tuple[str, str]]:
        """The packages on the way to a dotted name, and its module, with files. Empty for others' code."""
        parts = name.split(".")
        if parts[0] in _STANDARD:
            return []
        # As Python does: a folder without an __init__.py counts where there is no other of its name.
        regular = [folder for folder in self.folders if self._is_regular(folder, parts[0])]
        for folder in regular[:1] or self.folders:
            found = list(self._modules_in(folder, parts))
            if found:
                return found
        return []

    def _is_regular(self, folder: str, name: str) -> bool:
        if self._has(os.path.join(folder, name), "__init__.py"):
            return self._has(folder, name)
        is_suite = folder == self.folders[0] and not name.startswith("_")
        return not is_suite and self._has(folder, f"{name}.py")

    def _modules_in(self, folder: str, parts: list[str]) -> Iterator[tuple[str, str]]:
        place = folder
        for depth, part in enumerate(parts, 1):
            above, place, name = place, os.path.join(place, part), ".".join(parts[:depth])
            if part == "*":
                for entry in sorted(self._entries_of(above)):
                    if not entry.startswith("__"):
                        yield from self._modules_in(folder, [*parts[:-1], entry.removesuffix(".py")])
            elif self._has(above, part) and self._has(place, "__init__.py"):
                yield name, os.path.join(place, "__init__.py")
            elif self._has(above, f"{part}.py") and (depth > 1 or self._is_regular(folder, part)):
                yield name, f"{place}.py"
                return  # what follows is something in it
            elif not self._has(above, part):
                return

    def _has(self, folder: str, name: str) -> bool:
        """Is it there under just this name? Some disks do not tell upper case from lower, Python does."""
        return name in self._entries_of(folder)

    def _entries_of(self, folder: str) -> frozenset[str]:
        if folder not in self._entries:
            try:
                self._entries[folder] = frozenset(os.listdir(folder))
            except OSError:
                self._entries[folder] = frozenset()
        return self._entries[folder]

    def _read_module(self, module: str, file: str) -> tuple[str, list[str]]:
        if (file, module) not in self._read:
            text = bytes_of(file)
            package = module if os.path.basename(file) == "__init__.py" else module.rpartition(".")[0]
            self._read[file, module] = (digest_of(text), imports_of_text(text, package))
        return self._read[file, module]


def _is_same(a: str, b: str) -> bool:
    try:
        return os.path.samefile(a, b)
    except OSError:
        return False


def bytes_of(file: str) -> bytes:
    """Empty for a file that cannot be read: importing it will say why."""
    try:
        with open(file, "rb") as opened:
            return opened.read()
    except OSError:
        return b""


def digest_of(text: bytes) -> str:
    """sha256 of a text, whatever line ends a checkout gave it."""
    import hashlib  # a worker that samples needs no hashes, and its start would take longer

    return hashlib.sha256(text.replace(b"\r\n", b"\n")).hexdigest()
