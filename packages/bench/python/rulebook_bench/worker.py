"""The worker process: one JSON request a line on stdin, one JSON answer a line on stdout.

Whatever a suite prints goes to stderr; the real stdin and stdout belong to the protocol.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from typing import Any

# In place of this folder, whose modules are the harness's alone.
sys.path[0] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

from rulebook_bench.failures import InterpreterFailure, SuiteError  # noqa: E402
from rulebook_bench.parent import LIFELINE, end_with_parent  # noqa: E402
from rulebook_bench.session import Session  # noqa: E402

# What lies beside the package is not for suites either; the package itself is found from now on.
del sys.path[0]


def limit_memory(limit: int) -> None:
    """Cap the address space, so that a benchmark that eats memory fails alone. Bytes; 0 for no cap."""
    try:
        import resource
    except ImportError:
        return
    if limit > 0:
        try:
            resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        except (ValueError, OSError):
            pass


# Characters of what an exception says that are told: from its beginning and from its end.
HALF = 1000


def words(error: BaseException) -> str:
    """What an exception says, shortened: some quote all that they were given."""
    try:
        text = str(error)
    except Exception as failed:
        text = f"it cannot be told, for its words raise {type(failed).__name__}"
    return text if len(text) <= 2 * HALF else f"{text[:HALF]} … {text[-HALF:]}"


def fault(error: BaseException) -> dict[str, Any]:
    """What the parent is told of an exception."""
    if isinstance(error, SuiteError):
        return {"kind": "suite", "message": str(error), "place": ""}
    if isinstance(error, InterpreterFailure):
        return {"kind": "raised", "message": words(error), "place": ""}
    place, at = "", error.__traceback__
    while at is not None:
        file = at.tb_frame.f_code.co_filename
        if file.endswith(".py"):
            place = f"{os.path.basename(file)}:{at.tb_lineno}"
        at = at.tb_next
    return {"kind": "raised", "message": f"{type(error).__name__}: {words(error)}", "place": place}


def main() -> None:
    end_with_parent()
    requests = os.fdopen(os.dup(0), "r", encoding="utf-8")
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(2, 1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to stop
    limit_memory(int(os.environ.get("RULEBOOK_MEMORY_LIMIT", "0")))

    def leave_parent() -> None:
        """Let go of the parent, so that a forked process can neither answer nor keep it waiting."""
        os.close(LIFELINE)
        os.close(requests.fileno())
        os.close(answers.fileno())
        os.dup2(null, 1)
        os.dup2(null, 2)

    session = Session(leave_parent)
    calls = {
        "describe": session.describe,
        "standing": session.standing,
        "open": session.open,
        "sample": session.sample,
        "renew": session.renew,
        "compare": session.compare,
        "loaded": session.loaded,
        "close": session.close,
    }
    for line in requests:
        request = json.loads(line)
        answer: dict[str, Any] = {"id": request["id"]}
        try:
            answer["result"] = calls[request["call"]](**request.get("parameters", {}))
        except Exception as error:
            answer["fault"] = fault(error)
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
