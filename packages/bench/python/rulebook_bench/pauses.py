"""The pauses that the cyclic garbage collector makes while a statement runs.

A batch is often about as long as it takes from one collection to the next. How many executions it has would
then decide whether its cost holds a pause, and in the median over batches that stands or falls as a
whole. So pauses are taken off, and their mean share is put on.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Mapping
from typing import Any

from rulebook_bench.clock import CLOCK
from rulebook_bench.failures import SuiteError
from rulebook_bench.median import median

# Share of the cost from which the pauses of a generation count.
LEAST_SHARE = 0.01

# What the pauses of a generation cost, as a share of the cost without them, by generation.
PauseShares = Mapping[int, float]


class Pauses:
    """Takes the seconds of each collection while it is entered, with its generation."""

    def __init__(self) -> None:
        self.taken: list[tuple[int, float]] = []
        self._start = 0.0

    def __enter__(self) -> Pauses:
        gc.callbacks.append(self._note)
        return self

    def __exit__(self, *_: object) -> None:
        try:
            gc.callbacks.remove(self._note)
        except ValueError:
            raise SuiteError(
                "the benchmark takes what is not its own out of gc.callbacks; remove only what it put there"
            ) from None

    def _note(self, phase: str, info: dict[str, Any]) -> None:
        if phase == "start":
            self._start = CLOCK.perf_counter()
        else:
            self.taken.append((info["generation"], CLOCK.perf_counter() - self._start))

    def of(self, generations: Collection[int]) -> list[float]:
        """Seconds of the pauses of some generations."""
        return [seconds for generation, seconds in self.taken if generation in generations]


def evened_out(batch: Callable[[], float], shares: PauseShares) -> float:
    """Seconds that a batch takes, with the mean share of pauses instead of those that fell into it."""
    if not shares:
        return batch()
    with Pauses() as pauses:
        seconds = batch()
    return (seconds - sum(pauses.of(shares))) * (1 + sum(shares.values()))


def pause_shares(batch: Callable[[], float], executions: int, seconds: float) -> PauseShares:
    """What the pauses cost that a statement causes now and then.

    batch: runs the statement `executions` times and returns the seconds that this took; it is run for
    `seconds`, or once where hardly anything waits for a collection. Pauses that come equally often in
    each execution belong to it, such as those of a statement that calls the collector. Medians are taken,
    for the system may stop the process during any batch or pause.
    """
    batches: list[tuple[float, Pauses]] = []
    while not batches or len(batches) * median(taken for taken, _ in batches) < seconds:
        with Pauses() as pauses:
            waiting = gc.get_count()[0]
            taken = batch()
            grown = gc.get_count()[0] - waiting
        batches.append((taken, pauses))
        # Some objects more come from this function; so few do not add up to collections that matter.
        if grown <= gc.get_threshold()[0] // 100 and not any(pauses.taken for _, pauses in batches):
            return {}
    executions *= len(batches)
    by_generation = {g: [s for _, pauses in batches for s in pauses.of([g])] for g in range(3)}
    irregular = {g: p for g, p in by_generation.items() if len(p) > 1 and len(p) % executions > 0}
    without = median(taken - sum(pauses.of(irregular)) for taken, pauses in batches) * len(batches)
    shares = {g: median(pauses) * len(pauses) / without for g, pauses in irregular.items()}
    return {generation: share for generation, share in shares.items() if share > LEAST_SHARE}
