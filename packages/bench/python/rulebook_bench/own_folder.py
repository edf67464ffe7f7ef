"""A folder for a forked process, whose files are not those of the process that it was forked from."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def own_folder(name: str) -> Iterator[None]:
    """Let this process work in a new folder below the one that it is in; its files are removed at the end."""
    work = os.getcwd()
    folder = os.path.join(work, f"{name}-{os.getpid()}")
    os.mkdir(folder)
    try:
        os.chdir(folder)
        yield
    finally:
        os.chdir(work)
        if os.listdir(folder):
            import shutil  # costs milliseconds, which few benchmarks need pay

            shutil.rmtree(folder, ignore_errors=True)
        else:
            os.rmdir(folder)
