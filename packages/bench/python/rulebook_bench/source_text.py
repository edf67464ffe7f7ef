"""The text of a suite, from which statements are quoted."""

from __future__ import annotations

import ast
from functools import cached_property


class SourceText:
    """Lines of a suite, numbered as its syntax tree numbers them."""

    def __init__(self, text: str) -> None:
        # Not splitlines(), which ends lines where Python does not, as at a form feed.
        self.lines = text.split("\n")

    def of(self, body: list[ast.stmt]) -> str:
        """The text of consecutive statements, decorators included, without their indentation.

        What a string says is left alone: its further lines are no indented code.
        """
        if not body:
            return ""
        first = min([body[0].lineno] + [d.lineno for d in getattr(body[0], "decorator_list", [])])
        last = body[-1].end_lineno or body[-1].lineno
        return self.between(first, last, len(self.lines[first - 1]) - len(self.lines[first - 1].lstrip()))

    def between(self, first: int, last: int, indent: int) -> str:
        """The text of lines, without their indentation, and without comments before and after."""
        inside = self._in_strings if self._may_hold_strings(first, last) else set()
        while first <= last and first not in inside and _is_comment(self.lines[first - 1]):
            first += 1
        while first <= last and last not in inside and _is_comment(self.lines[last - 1]):
            last -= 1
        quoted = (
            self.lines[n - 1] if n in inside else _without_indent(self.lines[n - 1], indent)
            for n in range(first, last + 1)
        )
        return "\n".join(quoted).rstrip()

    def column(self, line: int, offset: int) -> int:
        """The 1-based column in characters of an offset in bytes, as syntax trees count."""
        before = self.lines[line - 1].encode()[:offset] if line <= len(self.lines) else b""
        return len(before.decode(errors="ignore")) + 1

    def _may_hold_strings(self, first: int, last: int) -> bool:
        """Whether a string of several lines can be there at all, which few statements have."""
        text = "\n".join(self.lines[first - 1 : last])
        return '"""' in text or "'''" in text or "\\\n" in text

    @cached_property
    def _in_strings(self) -> set[int]:
        """Numbers of the lines that begin inside a string."""
        import io
        import tokenize  # a worker that samples quotes nothing, and its start would take longer

        inside: set[int] = set()
        open_at: list[int] = []
        for token in tokenize.generate_tokens(io.StringIO("\n".join(self.lines)).readline):
            name = tokenize.tok_name[token.type]
            if name == "STRING":
                inside.update(range(token.start[0] + 1, token.end[0] + 1))
            # Python 3.12 and later see the parts of a formatted string.
            elif name.endswith("STRING_START"):
                open_at.append(token.start[0])
            elif name.endswith("STRING_END"):
                inside.update(range(open_at.pop() + 1, token.end[0] + 1))
        return inside


def _is_comment(line: str) -> bool:
    """Or nothing at all."""
    return line.strip() == "" or line.lstrip().startswith("#")


def _without_indent(line: str, indent: int) -> str:
    """A comment, or a line inside brackets, may be indented less than the statement that it is in."""
    if not line.strip():
        return ""
    return line[indent:] if not line[:indent].strip() else line.lstrip()
