"""Which names a piece of Python imports, read from its text."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

_FROM = re.compile(rb"\s*from\s+(\.*)([\w.]*)\s+import\b")


def imports_of(node: ast.AST, package: str = "") -> Iterator[str]:
    """Dotted names that are imported anywhere in `node`, which stands in a module of `package`.

    What is imported from a name may be a module of it: both are given; for a star, the name and `name.*`.
    """
    for inner in ast.walk(node):
        if isinstance(inner, ast.Import):
            yield from (alias.name for alias in inner.names)
        elif isinstance(inner, ast.ImportFrom):
            base = _absolute(inner.level, inner.module or "", package)
            if base:
                yield base
                yield from (f"{base}.{alias.name}" for alias in inner.names)


def imports_of_text(text: bytes, package: str) -> list[str]:
    """The same of a module's text. Of one that this Python cannot parse, what single lines import."""
    try:
        return list(imports_of(ast.parse(text), package))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return [name for line in text.splitlines() for name in _imports_of_line(line, package)]


def _imports_of_line(line: bytes, package: str) -> list[str]:
    if not line.lstrip().startswith((b"import ", b"from ")):
        return []
    try:
        return list(imports_of(ast.parse(line.strip()), package))
    except (SyntaxError, ValueError):
        # The names stand in brackets on further lines.
        found = _FROM.match(line)
        base = found and _absolute(len(found[1]), found[2].decode(errors="replace"), package)
        return [base, f"{base}.*"] if base else []


def _absolute(level: int, module: str, package: str) -> str | None:
    """The absolute name of what is imported from; None where dots lead out of the package."""
    if level == 0:
        return module
    parts = package.split(".") if package else []
    if level > len(parts):
        return None
    above = parts[: len(parts) - level + 1]
    return ".".join([*above, *([module] if module else [])])
