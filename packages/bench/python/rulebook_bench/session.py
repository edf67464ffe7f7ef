"""Answers what a worker is asked of the block that it has open."""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable
from math import log
from time import get_clock_info
from typing import Any

from rulebook_bench.block import Block
from rulebook_bench.clock import CLOCK
from rulebook_bench.cost_alone import Alone, on_one_core
from rulebook_bench.examination import Examination
from rulebook_bench.failures import SuiteError
from rulebook_bench.hidden_code import hidden_code
from rulebook_bench.loaded_code import loaded_code, modules_here
from rulebook_bench.reached_code import source_hash
from rulebook_bench.recorder import note
from rulebook_bench.suite import BenchmarkSource, Suite, run_suite
from rulebook_bench.suite_interference import Untouched
from rulebook_bench.suite_reading import read_suite
from rulebook_bench.uses import DROPPED

# Rounds in which what a benchmark costs in its block is compared with what it costs alone.
ROUNDS = 8

# Seconds of work that a slow moment of the machine hardly changes.
LONG = 1.0


def _namespace_of(suite: Suite, members: list[BenchmarkSource]) -> dict[str, Any]:
    # What fresh interpreters need of the suite is run there.
    return {} if all(source.kind == "fresh" for source in members) else run_suite(suite)


class Session:
    """Answers the requests of the measuring process, one block a session."""

    def __init__(self, leave_parent: Callable[[], None]) -> None:
        self._leave_parent = leave_parent
        self._random = random.Random()
        self._alone: dict[str, Alone] = {}
        self._set_up: Callable[[], Block]
        self._block: Block
        self._suite: Suite
        self._untouched: Untouched | None = None
        self._padding: list[list[bytes]] = []
        # Where a failing benchmark is located: in its suite, else in code below the folders.
        self.suite = ""
        self.folders: list[str] = []
        # What it does that a benchmark may not expect: told with what a benchmark raises meanwhile.
        self.occasion = ""

    def describe(self, suite: str) -> Any:
        """The catalogue entries of a suite, and its hashes; nothing is run."""
        from rulebook_bench.code_hash import bytes_of, digest_of, hash_of_module

        note("reading", os.path.basename(suite))
        # Taken before it is read: a save meanwhile makes it another file than that of the catalogue.
        text = bytes_of(suite)
        entries = read_suite(suite, []).describe()
        return {"entries": entries, "source": {"text": digest_of(text), "code": hash_of_module(text)}}

    def standing(self, root: str, packages: list[str], modules: list[str]) -> Any:
        """Versions of packages by name, and hashes of modules by path from `root`; `None` for none."""
        from rulebook_bench.current_hashes import hashes_of
        from rulebook_bench.distributions import version_of

        return {
            "packages": {name: version_of(name) for name in packages},
            "modules": {path: hashes_of(root, path) for path in modules},
        }

    def examine(
        self,
        suite: str,
        folders: list[str],
        names: list[str],
        timeout: float,
        statements: bool,
        results: bool,
    ) -> Any:
        """What is wrong with what benchmarks of one block do, by name; nothing is run in this process.

        statements: look at each by itself. results: compare those that are said to do the same; also
        answers the seconds that this took. timeout: seconds for all of it.
        """
        read = read_suite(suite, folders)
        note("examining", read.file)
        members = [b for b in read.benchmarks if b.name in names]

        def leave_parent() -> None:
            self._leave_parent()
            sys.path.extend(folders)

        examination = Examination(read, members, leave_parent, timeout)
        found = examination.statements() if statements else {}
        unequal, seconds = examination.results() if results else ({}, 0.0)
        for name, faults in unequal.items():
            found.setdefault(name, []).extend(faults)
        return {"found": found, "resultSeconds": seconds}

    def open(
        self,
        suite: str,
        folders: list[str],
        names: list[str],
        seed: int,
        batch: float,
        timeout: float,
        loops: dict[str, int],
        alone: list[str],
    ) -> Any:
        """Set up benchmarks of one block, in random order; answers the loops of each.

        folders: where modules are looked for after everything else. batch: seconds a batch should take.
        timeout: seconds a fresh interpreter may take. loops: those of another process by label, where
        known; this one takes somewhat more or fewer. alone: names of those that will be compared with
        what they cost alone.
        """
        self._random.seed(seed)
        self.suite, self.folders = suite, folders
        read = read_suite(suite, folders)
        sys.path.extend(folders)
        members = [b for b in read.benchmarks if b.name in names]
        if len(members) < len(names):
            missing = ", ".join(sorted(set(names) - {b.name for b in members}))
            raise SuiteError(f"{read.file}: no benchmark is named {missing}")
        if any(source.kind == "bytes" for source in members):
            import rulebook_bench.bytes_held  # noqa: F401  # before the suite can change what it rests on
        self._untouched = Untouched()
        for source in members:
            if source.name in alone:
                self._alone[source.name] = Alone(
                    lambda source=source: Block(
                        read, _namespace_of(read, [source]), [(source, DROPPED)], timeout
                    ),
                    timeout,
                    self._leave_parent,
                )
        namespace = _namespace_of(read, members)
        in_uses = [(source, use) for source in members for use in source.uses]
        self._set_up = lambda: Block(read, namespace, self._random.sample(in_uses, len(in_uses)), timeout)
        start = CLOCK.perf_counter()
        self._block = self._set_up()
        first_setup = CLOCK.perf_counter() - start
        self._suite = read
        self._expect_untouched()
        self._expect_own(modules_here())
        self._block.calibrate(batch, loops)
        if loops:
            self._block.vary_loops(self._random)
        self._block.watch_pauses()
        is_fresh = members[0].kind == "fresh"
        return {
            "clockResolution": get_clock_info("perf_counter").resolution,
            "loops": self._block.loops,
            "passSeconds": 0 if loops else self._seconds(self.sample, 1 if is_fresh else 2),
            "setupSeconds": 0 if loops or is_fresh else self._setup_seconds(first_setup),
        }

    def _setup_seconds(self, first: float) -> float:
        """What a set-up takes. One that took long is not repeated for knowing it better."""
        return first if first > LONG else self._seconds(self.renew, 2)

    @staticmethod
    def _seconds(work: Callable[[], Any], tries: int) -> float:
        """What a piece of work takes; the best of some tries, for a short one may meet a slow moment."""
        durations: list[float] = []
        while len(durations) < tries and sum(durations) < LONG:
            start = CLOCK.perf_counter()
            work()
            durations.append(CLOCK.perf_counter() - start)
        return min(durations)

    def renew(self) -> None:
        """Tear the benchmarks down and set them up anew, at other places in memory.

        Where code and data lie, and how the interpreter specialised the code, is much of what makes
        one process differ from another; several set-ups even it out within a process.
        """
        loops, shares = self._block.loops, self._block.pause_shares
        self._block.close()
        del self._block
        # Kept until the end, so that what was freed is not simply taken again.
        sizes = [self._random.randrange(16, 512) for _ in range(self._random.randrange(256))]
        self._padding.append([bytes(size) for size in sizes])
        self.occasion = "when it was set up again after its teardown"
        self._block = self._set_up()
        self.occasion = ""
        self._block.calibrate(0, loops)
        self._block.pause_shares = shares

    def sample(self) -> Any:
        """One pass: every benchmark once, shuffled; answers cost per operation in the order taken."""
        members = self._block.members
        order = list(members)
        self._random.shuffle(order)
        costs = []
        for name in order:
            note("timing", members[name].source.name)
            costs.append([name, members[name].sample()])
        return costs

    def compare(self) -> Any:
        """Natural logarithms of cost in the block over cost alone, by name, one a round.

        Both are sampled by turns, a few milliseconds apart and on one core, so that a machine that
        changes its speed changes both. One that failed alone is left out.
        """
        note("comparing", self._suite.file)
        with on_one_core(list(self._alone.values()), self._random.choice):
            return self._compare()

    def _compare(self) -> dict[str, list[float]]:
        for name, alone in self._alone.items():
            member = self._block.members[name]
            alone.start(member.loops, member.pause_shares)
        logs: dict[str, list[float]] = {name: [] for name in self._alone}
        for _ in range(ROUNDS):
            in_block = dict(self.sample())
            order = list(self._alone)
            self._random.shuffle(order)
            for name in order:
                cost = self._alone[name].sample()
                if cost is not None and cost > 0 and in_block[name] > 0:
                    logs[name].append(log(in_block[name] / cost))
        for alone in self._alone.values():
            alone.stop()
        return {name: values for name, values in logs.items() if len(values) == ROUNDS}

    def loaded(self, root: str) -> Any:
        """What the block ran: packages, modules of the repository, and hashes of the members' sources."""
        note("listing", self._suite.file)
        modules = modules_here()
        for member in self._block.members.values():
            if member.source.kind == "fresh":
                modules.update(member.modules())
        self._expect_own(modules)
        sources = {
            member.source.name: source_hash(self._suite, member.source)
            for member in self._block.members.values()
        }
        return {**loaded_code(root, self._suite.path, modules), "sources": sources}

    def _expect_untouched(self) -> None:
        """Raises SuiteError where the suite changed that on which its numbers rest."""
        found = self.meddling()
        if found is not None:
            raise SuiteError(found)

    def meddling(self) -> str | None:
        """What the suite changed of that, in words, with its file."""
        found = None if self._untouched is None else self._untouched.meddling()
        return None if found is None else f"{os.path.basename(self.suite)}: {found}"

    def _expect_own(self, modules: dict[str, str]) -> None:
        """Raises SuiteError where something else was loaded in place of the repository's own code."""
        for name in hidden_code(self._suite.folders, modules):
            raise SuiteError(
                f"{self._suite.file}: {name} was imported from an installed package, "
                "not from the repository; uninstall that, or take its folder out of pythonPath"
            )

    def close(self) -> Any:
        """Run the teardowns.

        Answers whether the garbage collector was on while sampling, and logarithms of what cheap members cost
        among copies of themselves over what they cost alone.
        """
        self._expect_untouched()
        answer = {"gc": self._block.collects, "inRow": self._block.in_row()}
        self._block.close()
        return answer
