"""The worker process: one JSON request a line on stdin, one JSON answer a line on stdout.

Whatever a suite prints goes to stderr; the real stdin and stdout belong to the protocol.
"""

from __future__ import annotations

import gc
import json
import os
import random
import signal
import sys
import traceback
from pathlib import Path
from time import get_clock_info
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from rulebook_bench.fresh import Fresh, InterpreterFailure  # noqa: E402
from rulebook_bench.held import Held  # noqa: E402
from rulebook_bench.parent import bound_to_parent  # noqa: E402
from rulebook_bench.suite import BenchmarkSource, SuiteError, read_suite, run_suite  # noqa: E402
from rulebook_bench.timed import Timed  # noqa: E402


class Session:
    """The state between requests: the block that is open."""

    def __init__(self) -> None:
        self.members: dict[str, Timed | Held | Fresh] = {}
        self.loop: Any = None
        self.random = random.Random()

    def describe(self, suite: str) -> Any:
        """The catalogue entries of a suite; nothing of it is run."""
        return [b.describe() for b in read_suite(Path(suite)).benchmarks]

    def open(
        self,
        suite: str,
        names: list[str],
        seed: int,
        batch: float,
        timeout: float,
        calibration: dict[str, Any],
    ) -> Any:
        """Set up benchmarks of one block, in random order; answers loops and unroll of each.

        batch: seconds a batch should take. timeout: seconds a fresh interpreter may take.
        calibration: loops and unroll by name, where known.
        """
        self.random.seed(seed)
        read = read_suite(Path(suite))
        members = [b for b in read.benchmarks if b.name in names]
        if len(members) < len(names):
            missing = ", ".join(sorted(set(names) - {b.name for b in members}))
            raise SuiteError(f"{read.path.name}: no benchmark is named {missing}")
        # What fresh interpreters need of the suite is run there.
        namespace = {} if all(b.kind == "fresh" for b in members) else run_suite(read)
        if any(b.is_async for b in members):
            import asyncio  # costs 40 ms, which synchronous suites need not pay

            self.loop = asyncio.new_event_loop()
        self.random.shuffle(members)
        for member in members:
            self.members[member.name] = self._set_up(member, namespace, timeout)
        for name, member in self.members.items():
            if name in calibration:
                member.loops, member.unroll = calibration[name]["loops"], calibration[name]["unroll"]
            else:
                member.calibrate(batch)
        # What setup built is not the statement's garbage: keep it out of collections.
        gc.collect()
        gc.freeze()
        return {
            "clockResolution": get_clock_info("perf_counter").resolution,
            "calibration": {n: {"loops": m.loops, "unroll": m.unroll} for n, m in self.members.items()},
        }

    def _set_up(
        self, source: BenchmarkSource, namespace: dict[str, Any], timeout: float
    ) -> Timed | Held | Fresh:
        if source.kind == "fresh":
            return Fresh(source, timeout)
        if source.kind == "bytes":
            return Held(source, namespace)
        return Timed(source, namespace, self.loop)

    def sample(self) -> Any:
        """One pass: every benchmark once, shuffled; answers cost per operation in the order taken."""
        order = list(self.members)
        self.random.shuffle(order)
        return [[name, self.members[name].sample()] for name in order]

    def close(self) -> Any:
        """Run the teardowns."""
        for member in self.members.values():
            member.close()
        self.members.clear()
        if self.loop is not None:
            self.loop.close()
        return None


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


def fault(error: BaseException) -> dict[str, Any]:
    """What the parent is told of an exception."""
    where = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.endswith(".py")]
    place = f"{Path(where[-1].filename).name}:{where[-1].lineno}" if where else ""
    form = isinstance(error, SuiteError)
    if isinstance(error, InterpreterFailure):
        return {"kind": "raised", "message": str(error), "place": ""}
    return {
        "kind": "suite" if form else "raised",
        "message": str(error) if form else f"{type(error).__name__}: {error}",
        "place": "" if form else place,
    }


def main() -> None:
    requests = os.fdopen(os.dup(0), "r", encoding="utf-8")
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.dup2(2, 1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to stop
    limit_memory(int(os.environ.get("RULEBOOK_MEMORY_LIMIT", "0")))
    session = Session()
    calls = {
        "describe": session.describe,
        "open": session.open,
        "sample": session.sample,
        "close": session.close,
    }
    for line in requests:
        request = json.loads(line)
        answer: dict[str, Any] = {"id": request["id"]}
        try:
            with bound_to_parent(requests.fileno()):
                answer["result"] = calls[request["call"]](**request.get("parameters", {}))
        except Exception as error:
            answer["fault"] = fault(error)
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
