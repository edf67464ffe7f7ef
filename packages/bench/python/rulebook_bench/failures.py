"""What can go wrong with a suite, told apart from what its benchmarks raise."""

from __future__ import annotations


class SuiteError(Exception):
    """A suite that does not have the form of one; the message carries file, line and the fix."""


class InterpreterFailure(Exception):
    """A fresh interpreter that did not answer; the message tells its last words."""

    def __init__(self, message: str, place: str = "", words: str = "") -> None:
        """place: file and line of the suite, where known. words: all that it wrote."""
        super().__init__(message)
        self.place = place
        self.words = words
