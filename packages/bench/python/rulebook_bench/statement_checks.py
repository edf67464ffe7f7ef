"""Looks at statements in the process that was forked for it."""

from __future__ import annotations

from typing import Any

from rulebook_bench.compiled_away import is_folded_away
from rulebook_bench.examination import UNEXAMINED, Found
from rulebook_bench.executions import Statement
from rulebook_bench.suite import BenchmarkSource, Suite, run_suite
from rulebook_bench.time_limit import Hangs, limit
from rulebook_bench.unstarted_results import Unawaited, unstarted
from rulebook_bench.used_up import LaterFailure, Watched

_ANEW = 'give it setup="sample", or make in the statement what it uses up'


class Looking:
    """Benchmarks of one suite, looked at in this process."""

    def __init__(self, suite: Suite, sources: list[BenchmarkSource], seconds: float) -> None:
        """seconds: what a setup and the first execution may take together."""
        self._suite = suite
        self._seconds = seconds
        self._namespace: dict[str, Any] = {}
        self._failed = False
        if all(source.kind == "fresh" for source in sources):
            return
        try:
            self._namespace = run_suite(suite)
        except Exception:
            self._failed = True

    def at(self, source: BenchmarkSource) -> list[Found]:
        """What is wrong with a statement; nothing where it raises, which sampling will tell."""
        where = source.place

        def found(code: str, message: str, raises: bool = False) -> list[Found]:
            return [{"code": code, "message": f"{where}: {message}", "raises": raises}]

        unawaited = Unawaited()
        try:
            if is_folded_away(source):
                return found(
                    "nothing-timed",
                    "the compiler leaves nothing of it to time; bind its constants to names above the yield",
                )
            if source.kind == "fresh" or self._failed:
                return []
            statement = Statement(source, self._namespace)
            with limit(self._seconds):
                watched = Watched(statement)
                names, value = watched.first()
            missed = unstarted(source, names, value)
            del names, value
            wrong = None
            if missed is None and source.setup_per != "sample":
                wrong = watched.later()
            watched.close()
        except LaterFailure as failure:
            return found(
                "used-up", f"{source.name} {failure} when executed again after one setup; {_ANEW}", True
            )
        except Hangs:
            return found("unexamined", UNEXAMINED)
        except Exception:
            return []
        if missed is None and unawaited.names:
            missed = f"the coroutine {unawaited.names[0]}() is never awaited; `await` it"
        if missed is not None:
            return found("unawaited", missed)
        if wrong is not None:
            return found(
                "used-up",
                f"{wrong}; {_ANEW}; execute it once above the yield if later ones are meant",
            )
        return []
