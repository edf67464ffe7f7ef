"""Looks whether statements do their work every time, before anything is sampled.

All of it happens in processes forked before anything of the suite was run, so that the one that is
sampled is as if nobody had looked.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rulebook_bench.clock import CLOCK
from rulebook_bench.failures import SuiteError
from rulebook_bench.forked_process import Send, forked
from rulebook_bench.suite import BenchmarkSource, Suite

# Code and message of a warning; by `raises`, whether sampling would fail as well.
Found = dict[str, Any]

UNEXAMINED = (
    "nobody looked whether the statement does its work every time: it took too long, or ended its process"
)

# The share of the time that a setup and a first execution may take.
_SHARE = 0.25


class Examination:
    """Examines benchmarks of one block, all of them within `timeout` seconds."""

    def __init__(
        self, suite: Suite, members: list[BenchmarkSource], leave_parent: Callable[[], None], timeout: float
    ) -> None:
        self._suite = suite
        self._members = members
        self._leave_parent = leave_parent
        self._timeout = timeout
        self._deadline = CLOCK.monotonic() + timeout

    def statements(self) -> dict[str, list[Found]]:
        """What is wrong with the statements, by the benchmarks' names.

        What only one of two processes sees is chance. Raises SuiteError for a statement that cannot be
        executed twice.
        """
        pending = [source for source in self._members if source.kind != "bytes"]
        found: dict[str, list[Found]] = {}
        while pending:
            for name, faults in self._look(pending):
                found[name] = faults
            missing = [source for source in pending if source.name not in found]
            if missing:  # it ended the process, or took too long
                found[missing[0].name] = [self._unexamined(missing[0])]
            pending = missing[1:]
        for source in self._members:
            if any(fault["code"] != "unexamined" for fault in found.get(source.name, [])):
                for name, faults in self._look([source]):
                    codes = [fault["code"] for fault in faults]
                    found[name] = [fault for fault in found[name] if fault["code"] in codes]
            for fault in found.get(source.name, []):
                if fault.pop("raises"):
                    raise SuiteError(fault["message"])
        return found

    def _look(self, sources: list[BenchmarkSource]) -> list[tuple[str, list[Found]]]:
        def look(send: Send) -> None:
            from rulebook_bench.statement_checks import Looking

            looking = Looking(self._suite, sources, _SHARE * self._timeout)
            for source in sources:
                send((source.name, looking.at(source)))

        return forked(look, self._leave_parent, self._deadline)

    def _unexamined(self, source: BenchmarkSource) -> Found:
        return {
            "code": "unexamined",
            "message": f"{source.place}: {UNEXAMINED}",
            "raises": False,
        }

    def results(self) -> tuple[dict[str, list[Found]], float]:
        """Which members give another result than the first of their group; and the seconds that it took."""
        groups: dict[str, list[BenchmarkSource]] = {}
        for source in self._members:
            if source.same is not None:
                groups.setdefault(source.same, []).append(source)
        found: dict[str, list[Found]] = {}
        start = CLOCK.perf_counter()
        for group in groups.values():

            def compare(send: Send, group: list[BenchmarkSource] = group) -> None:
                from rulebook_bench.results import compare_results

                for name, message in compare_results(self._suite, group):
                    send((name, message))

            for name, message in forked(compare, self._leave_parent, self._deadline):
                found.setdefault(name, []).append({"code": "unequal-results", "message": message})
        return found, CLOCK.perf_counter() - start
