"""The worker process: one JSON request a line on stdin, one JSON answer a line on stdout.

Whatever a suite prints goes to stderr; the real stdin and stdout belong to the protocol.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterable, Iterator
from json import dumps, loads
from typing import Any

# In place of this folder, whose modules are the harness's alone.
sys.path[0] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

from rulebook_bench.end_with_parent import LIFELINE, end_with_parent  # noqa: E402
from rulebook_bench.failures import SuiteError  # noqa: E402
from rulebook_bench.fault import fault  # noqa: E402
from rulebook_bench.recorder import note, start_recording, stop_recording  # noqa: E402
from rulebook_bench.session import Session  # noqa: E402

# What lies beside the package is not for suites either; the package itself is found from now on.
del sys.path[0]


# Bytes beyond the cap that are left for telling what went wrong.
SPARE = 2**26


def limit_memory(limit: int) -> None:
    """Cap the address space, so that a benchmark that eats memory fails alone. Bytes; 0 for no cap."""
    try:
        import resource
    except ImportError:
        return
    if limit > 0:
        try:
            resource.setrlimit(resource.RLIMIT_AS, (limit, limit + SPARE))
        except (ValueError, OSError):
            pass


def spare_memory() -> None:
    """Let the worker take a little more than the cap, to tell that there was not enough."""
    try:
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    except (ImportError, ValueError, OSError):
        pass


def heard(lines: Iterable[str]) -> Iterator[str]:
    """The requests. A suite that closed their stream ends the worker."""
    try:
        yield from lines
    except (OSError, ValueError):
        note("unheard")
        os._exit(1)


def main() -> None:
    end_with_parent()
    start_recording()
    requests = os.fdopen(os.dup(0), "r", encoding="utf-8")
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(2, 1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to stop
    memory_limit = int(os.environ.get("RULEBOOK_MEMORY_LIMIT", "0"))
    limit_memory(memory_limit)
    # What multiprocessing runs in the processes that a suite spawns, in place of this file.
    sys.modules["__main__"].__file__ = os.path.join(os.path.dirname(__file__), "spawned_main.py")

    def leave_parent() -> None:
        """Let go of the parent, so that a forked process can neither answer nor keep it waiting."""
        stop_recording()
        os.close(LIFELINE)
        os.close(requests.fileno())
        os.close(answers.fileno())
        os.dup2(null, 1)
        os.dup2(null, 2)

    session = Session(leave_parent)
    calls = {
        "describe": session.describe,
        "examine": session.examine,
        "standing": session.standing,
        "open": session.open,
        "sample": session.sample,
        "renew": session.renew,
        "compare": session.compare,
        "loaded": session.loaded,
        "close": session.close,
    }
    for line in heard(requests):
        request = loads(line)
        answer: dict[str, Any] = {"id": request["id"]}
        try:
            # Suites meet the interpreter as it is: `asyncio.run` does more work where an interrupt raises.
            signal.signal(signal.SIGINT, signal.default_int_handler)
            answer["result"] = calls[request["call"]](**request.get("parameters", {}))
        except BaseException as error:  # also what ends programs, such as SystemExit
            spare_memory()
            told = fault(error, session.suite, session.folders, session.occasion, memory_limit)
            # What is raised outside of the suite may come of what it did to the harness.
            meddling = session.meddling() if told["kind"] != "suite" and not told["place"] else None
            answer["fault"] = told if meddling is None else fault(SuiteError(meddling), "", [], "", 0)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        note("answering", str(request["id"]))
        try:
            answers.write(dumps(answer) + "\n")
            answers.flush()
        except (OSError, ValueError):  # a suite closed the stream
            note("unheard")
            os._exit(1)
        note("answered", str(request["id"]))


if __name__ == "__main__":
    main()
