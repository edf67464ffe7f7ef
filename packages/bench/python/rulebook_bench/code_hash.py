"""Hashes Python by what it says, not by how it is laid out.

Comments, docstrings, blank lines, quotes and brackets that change nothing do not count, so that a
formatter leaves every hash as it was. CPython 3.10 and later compute the same one.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

# Where a name stands says if it is read or bound; a type comment is a comment; "u" before text is style.
_LEFT_OUT = {"ctx", "type_comment", "type_ignores", "kind"}
_WITH_DOCSTRING = (ast.Module, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def hash_of_file(file: str) -> str:
    """sha256 of what a module says; of its bytes where it is no Python text, such as a compiled extension."""
    return hash_of_module(bytes_of(file))


def hash_of_module(text: bytes) -> str:
    """The same of a module's text. One that this Python cannot parse counts by its letters."""
    try:
        return hash_of_nodes([ast.parse(text)])
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return digest_of(text)


def hash_of_nodes(nodes: Iterable[ast.AST]) -> str:
    """sha256 of statements or modules, in order."""
    return digest_of("\n".join(map(canonical, nodes)).encode())


def canonical(node: ast.AST) -> str:
    """A syntax tree as text, the same for the same code on every Python."""
    return "".join(_written(node))


def _written(value: object) -> Iterator[str]:
    if isinstance(value, ast.Constant):
        yield _constant(value.value)
    elif isinstance(value, ast.JoinedStr):
        yield "JoinedStr("
        yield from _written(_joined(value.values))
        yield ")"
    elif isinstance(value, ast.AST):
        yield f"{type(value).__name__}("
        for name in value._fields:
            inner = getattr(value, name, None)
            if name == "body" and isinstance(value, _WITH_DOCSTRING):
                inner = _without_docstring(inner)
            # Later Pythons have more fields, which are empty for what earlier ones can say.
            if name not in _LEFT_OUT and inner is not None and inner != []:
                yield f"{name}="
                yield from _written(inner)
                yield ","
        yield ")"
    elif isinstance(value, list):
        yield "["
        for inner in value:
            yield from _written(inner)
            yield ","
        yield "]"
    else:
        yield _constant(value)


def _constant(value: object) -> str:
    # Long numbers have no decimal text, and which characters `repr` shows differs between Pythons.
    return hex(value) if type(value) is int else ascii(value)


def _joined(values: list[ast.expr]) -> list[ast.expr]:
    """The parts of a formatted string, text between two of them in one piece, as not all Pythons have it."""
    joined: list[ast.expr] = []
    for value in values:
        last = joined[-1] if joined else None
        if isinstance(value, ast.Constant) and isinstance(last, ast.Constant):
            joined[-1] = ast.Constant(last.value + value.value)
        elif not (isinstance(value, ast.Constant) and value.value == ""):
            joined.append(value)
    return joined


def _without_docstring(body: list[ast.stmt]) -> list[ast.stmt]:
    first = body[0] if body else None
    is_text = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    return body[1:] if is_text and isinstance(first.value.value, str) else body


def bytes_of(file: str) -> bytes:
    """Empty for a file that cannot be read: importing it says why."""
    try:
        with open(file, "rb") as opened:
            return opened.read()
    except OSError:
        return b""


def digest_of(text: bytes) -> str:
    """sha256 of bytes, whatever line ends a checkout gave them."""
    import hashlib  # a worker that samples needs no hashes, and its start would take longer

    return hashlib.sha256(text.replace(b"\r\n", b"\n")).hexdigest()
