"""Ends the worker when its parent is gone, whatever the worker is busy with."""

from __future__ import annotations

import fcntl
import os
import select
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def bound_to_parent(requests: int) -> Iterator[None]:
    """While this is entered, the end of the stream of requests ends the process at once.

    requests: file descriptor of the stream, on which the parent sends nothing while a request is
        worked on: a sign of life on it can only be its end.

    A worker that waits for a request sees the end when it reads; one that is in the middle of a
    statement does not read. The kernel tells it by SIGIO, which costs the statement nothing: no
    thread, no timer, no Python code. Linux ends the process by default; elsewhere a handler does.
    """
    if sys.platform != "linux":
        signal.signal(signal.SIGIO, lambda *_: os._exit(1))
    flags = fcntl.fcntl(requests, fcntl.F_GETFL)
    fcntl.fcntl(requests, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(requests, fcntl.F_SETFL, flags | os.O_ASYNC)
    poll = select.poll()
    poll.register(requests, 0)
    if poll.poll(0):  # hung up before anybody was told
        os._exit(1)
    try:
        yield
    finally:
        fcntl.fcntl(requests, fcntl.F_SETFL, flags)
