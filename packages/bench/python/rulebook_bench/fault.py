"""What the measuring process is told of an exception."""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from typing import Any

from rulebook_bench.failures import InterpreterFailure, SuiteError
from rulebook_bench.recorder import note

# Characters of what an exception says that are told: from its beginning and from its end.
HALF = 1000

# The same of a traceback, whose end says most.
BEGINNING, END = 2_000, 18_000


def fault(
    error: BaseException, suite: str, folders: Sequence[str], occasion: str, memory_limit: int
) -> dict[str, Any]:
    """Its kind, message, place (file and line) and traceback.

    suite: path of the suite in whose benchmarks it is located; where it touched none, then in code below
    `folders`. occasion: when it was raised, where that matters. memory_limit: bytes, 0 for none.
    """
    if isinstance(error, SuiteError):
        return {"kind": "suite", "message": str(error), "place": "", "traceback": ""}
    if isinstance(error, InterpreterFailure):
        return {
            "kind": "raised",
            "message": _shortened(_words(error), HALF, HALF),
            "place": error.place,
            "traceback": error.words,
        }
    said = [type(error).__name__, _shortened(_words(error), HALF, HALF)]
    is_short = _is_out_of_memory(error)
    if memory_limit and is_short:
        said.append(f"a benchmark may reserve at most {memory_limit / 2**30:.3g} GB of memory")
    return {
        "kind": "memory" if is_short else "raised",
        "message": ": ".join(part for part in said if part) + (f", {occasion}" if occasion else ""),
        "place": _place(error, suite, folders),
        "traceback": _traceback(error),
    }


def _traceback(error: BaseException) -> str:
    import traceback  # costs milliseconds, which only a failure pays

    try:
        return _shortened("".join(traceback.format_exception(error)), BEGINNING, END)
    except BaseException:  # what an exception says of itself may raise anything
        return "".join(traceback.format_tb(error.__traceback__))


def _is_out_of_memory(error: BaseException) -> bool:
    return isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno == errno.ENOMEM)


def _words(error: BaseException) -> str:
    note("telling", type(error).__name__)
    try:
        return str(error)
    except BaseException as failed:
        return f"it cannot be told, for its words raise {type(failed).__name__}"


def _shortened(text: str, beginning: int, end: int) -> str:
    """Some exceptions quote all that they were given."""
    return text if len(text) <= beginning + end else f"{text[:beginning]} … {text[-end:]}"


def _place(error: BaseException, suite: str, folders: Sequence[str]) -> str:
    """The deepest line of the user's own code: what a library or the harness did there is their business."""
    in_suite = in_folders = ""
    at = error.__traceback__
    while at is not None:
        file = at.tb_frame.f_code.co_filename
        place = f"{os.path.basename(file)}:{at.tb_lineno}"
        if file == suite:
            in_suite = place
        elif any(file.startswith(folder + os.sep) for folder in folders):
            in_folders = place
        at = at.tb_next
    return in_suite or in_folders
