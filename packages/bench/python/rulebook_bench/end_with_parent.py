"""Ends the worker when its parent is gone, whatever the worker is busy with."""

from __future__ import annotations

import fcntl
import os
import select
import signal
import sys

# File descriptor of a stream from the parent on which nothing is ever sent.
LIFELINE = 3


def end_with_parent() -> None:
    """From now on, the end of the lifeline ends the process, and what it started, at once.

    A worker that waits for a request sees the end of the requests when it reads; one that is in the
    middle of a statement does not read. The kernel tells it by SIGIO, which costs the statement
    nothing: no thread, no timer, no Python code. Linux signals the whole group, which the signal ends
    by default; elsewhere a handler ends it.

    The stream of requests itself would not do: the kernel signals what arrives after it has woken the
    reader, so that the signal of a request can come while the request is already worked on.
    """
    os.set_inheritable(LIFELINE, False)
    # The parent made it so; started by hand, the group would be that of a shell.
    if os.getpgrp() != os.getpid():
        os.setpgid(0, 0)
    if sys.platform != "linux":
        signal.signal(signal.SIGIO, lambda *_: os.killpg(0, signal.SIGKILL))
    flags = fcntl.fcntl(LIFELINE, fcntl.F_GETFL)
    fcntl.fcntl(LIFELINE, fcntl.F_SETOWN, -os.getpid())
    fcntl.fcntl(LIFELINE, fcntl.F_SETFL, flags | os.O_ASYNC)
    poll = select.poll()
    poll.register(LIFELINE, 0)
    if poll.poll(0):  # hung up before anybody was told
        os._exit(1)
