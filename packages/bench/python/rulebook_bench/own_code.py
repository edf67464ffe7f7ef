"""The repository's own code that a suite imports: which modules, and what is in them.

It is found by reading import statements, not by importing, so that nothing is run, and every Python finds
the same. What is imported by a name made at run time is not seen.
"""

from __future__ import annotations

import ast
import os
import sys
from collections.abc import Iterable, Iterator


class OwnCode:
    """Modules below folders that suites may import from, after everything else that can be imported."""

    def __init__(self, folders: Iterable[str]) -> None:
        self.folders = list(folders)
        # By file: the hash of its text, and the dotted names that it imports.
        self._read: dict[str, tuple[str, list[str]]] = {}

    @property
    def files(self) -> list[str]:
        """Paths of the modules that were reached so far."""
        return sorted(self._read)

    def reached_from(self, nodes: Iterable[ast.AST]) -> dict[str, str]:
        """sha256 of the text of each module that `nodes` import, and that those import in turn, by name."""
        reached: dict[str, str] = {}
        queue = [name for node in nodes for name in _imports(node, "")]
        while queue:
            for module, file in self._modules_of(queue.pop()):
                if module not in reached:
                    reached[module], imports = self._read_module(module, file)
                    queue.extend(imports)
        return reached

    def _modules_of(self, name: str) -> list[tuple[str, str]]:
        """The packages on the way to a dotted name, and its module, with files. Empty for others' code."""
        if name.partition(".")[0] in sys.stdlib_module_names:
            return []
        for folder in self.folders:
            found = list(_modules_in(folder, name.split(".")))
            if found:
                return found
        return []

    def _read_module(self, module: str, file: str) -> tuple[str, list[str]]:
        if file not in self._read:
            import hashlib  # a worker that samples needs no hashes, and its start would take longer

            text = _bytes_of(file)
            package = module if os.path.basename(file) == "__init__.py" else module.rpartition(".")[0]
            # A checkout may write other line ends.
            digest = hashlib.sha256(text.replace(b"\r\n", b"\n")).hexdigest()
            self._read[file] = (digest, _imports_of_text(text, package))
        return self._read[file]


def _modules_in(folder: str, parts: list[str]) -> Iterator[tuple[str, str]]:
    place = folder
    for depth, part in enumerate(parts, 1):
        place = os.path.join(place, part)
        name = ".".join(parts[:depth])
        if os.path.isfile(os.path.join(place, "__init__.py")):
            yield name, os.path.join(place, "__init__.py")
        elif os.path.isfile(place + ".py"):
            yield name, place + ".py"
            return  # what follows is something in it
        elif not os.path.isdir(place):
            return


def _bytes_of(file: str) -> bytes:
    """Empty for a file that cannot be read: importing it will say why."""
    try:
        with open(file, "rb") as opened:
            return opened.read()
    except OSError:
        return b""


def _imports_of_text(text: bytes, package: str) -> list[str]:
    try:
        return list(_imports(ast.parse(text), package))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []  # importing it will say what is wrong


def _imports(node: ast.AST, package: str) -> Iterator[str]:
    """Dotted names that are imported anywhere in `node`, which stands in a module of `package`."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Import):
            yield from (alias.name for alias in inner.names)
        elif isinstance(inner, ast.ImportFrom):
            base = _base(inner, package)
            if base is None:
                continue
            if base:
                yield base
            # What is imported from a package may be a module of it.
            yield from (f"{base}.{alias.name}".lstrip(".") for alias in inner.names if alias.name != "*")


def _base(node: ast.ImportFrom, package: str) -> str | None:
    """The absolute name of what is imported from; None where dots lead out of the package."""
    if node.level == 0:
        return node.module or ""
    parts = package.split(".") if package else []
    if node.level > len(parts):
        return None
    above = parts[: len(parts) - node.level + 1]
    return ".".join([*above, *([node.module] if node.module else [])])
