"""What a benchmark changes around it, so that it stays there for this benchmark only."""

from __future__ import annotations

import gc
from collections.abc import Callable
from contextvars import copy_context
from functools import wraps
from typing import Any

_Collector = tuple[bool, tuple[int, int, int]]


class Surroundings:
    """Context variables, such as decimal contexts, and the switch and thresholds of the garbage collector."""

    def __init__(self) -> None:
        self._context = copy_context()
        self._collector = _collector()

    def run(self, work: Callable[..., Any], *parameters: Any) -> Any:
        """Run something in them; what it changes of them is there again when the next runs."""
        outside = _collector()
        _set_collector(self._collector)
        try:
            return self._context.run(work, *parameters)
        finally:
            self._collector = _collector()
            _set_collector(outside)


def enclosed(method: Callable[..., Any]) -> Callable[..., Any]:
    """A method that runs in its object's `surroundings`. Not for one that another enclosed one calls."""

    @wraps(method)
    def run(self: Any, *parameters: Any) -> Any:
        return self.surroundings.run(method, self, *parameters)

    return run


def _collector() -> _Collector:
    return gc.isenabled(), gc.get_threshold()


def _set_collector(state: _Collector) -> None:
    enabled, threshold = state
    (gc.enable if enabled else gc.disable)()
    if threshold != gc.get_threshold():
        gc.set_threshold(*threshold)
