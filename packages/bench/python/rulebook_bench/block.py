"""Benchmarks of one block after their setup, in one process."""

from __future__ import annotations

import gc
import random
from typing import Any

from rulebook_bench.pauses import PauseShares
from rulebook_bench.recorder import note
from rulebook_bench.suite import BenchmarkSource, Suite
from rulebook_bench.timed_loop import Timed
from rulebook_bench.uses import label_of

# A benchmark and the use that it is set up for.
Member = tuple[BenchmarkSource, str]


class Block:
    """Benchmarks of one block, set up in one process: each anew in each of its uses."""

    def __init__(
        self, suite: Suite, namespace: dict[str, Any], members: list[Member], timeout: float
    ) -> None:
        self._namespace = namespace
        self._suite = suite
        self._timeout = timeout
        self.members = {label_of(source.name, use): self._set_up(source, use) for source, use in members}

    def _set_up(self, source: BenchmarkSource, use: str) -> Any:
        note("setup", source.name)
        if source.kind == "fresh":
            from rulebook_bench.fresh_interpreter import Fresh

            return Fresh(source, self._suite, self._timeout)
        if source.kind == "bytes":
            from rulebook_bench.bytes_held import Held

            return Held(source, self._namespace)
        return Timed(source, self._namespace, use)

    def calibrate(self, batch: float, loops: dict[str, int]) -> None:
        """Take loops where they are known, and find them where not."""
        for name, member in self.members.items():
            note("calibrating", member.source.name)
            if name in loops:
                member.loops = loops[name]
            else:
                member.calibrate(batch)
        # What setup built is not the statement's garbage: keep it out of collections.
        gc.collect()
        gc.freeze()

    @property
    def loops(self) -> dict[str, int]:
        """Loops of a batch, by member."""
        return {name: member.loops for name, member in self.members.items()}

    def vary_loops(self, random: random.Random) -> None:
        """Take somewhat more or fewer loops for each member that is timed."""
        for member in self._timed().values():
            member.vary(random)

    def watch_pauses(self) -> None:
        """Find what pauses of the garbage collector cost each member."""
        for member in self._timed().values():
            note("timing", member.source.name)
            member.watch_pauses()

    def _timed(self) -> dict[str, Timed]:
        return {label: member for label, member in self.members.items() if isinstance(member, Timed)}

    def in_row(self) -> dict[str, float]:
        """Logarithms of cost among copies of itself over cost alone in a loop, by member that is cheap."""
        found: dict[str, float | None] = {}
        for label, member in self._timed().items():
            note("timing", member.source.name)
            found[label] = member.in_row()
        return {label: ratio for label, ratio in found.items() if ratio is not None}

    @property
    def pause_shares(self) -> dict[str, PauseShares]:
        """What pauses of the garbage collector cost, by member that is timed."""
        return {label: member.pause_shares for label, member in self._timed().items()}

    @pause_shares.setter
    def pause_shares(self, shares: dict[str, PauseShares]) -> None:
        for name, found in shares.items():
            self.members[name].pause_shares = found

    @property
    def collects(self) -> bool:
        """Was the garbage collector on when a member was last sampled?"""
        return any(member.collects for member in self.members.values())

    def close(self) -> None:
        """Run the teardowns."""
        for member in self.members.values():
            note("teardown", member.source.name)
            member.close()
