"""A limit in time for what is executed in the main thread."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class Hangs(BaseException):
    """It did not end in time. No `except Exception` of the statement takes it for its own."""


@contextmanager
def limit(seconds: float) -> Iterator[None]:
    """Raise Hangs in what runs longer."""

    def stop(*_: Any) -> None:
        raise Hangs

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
