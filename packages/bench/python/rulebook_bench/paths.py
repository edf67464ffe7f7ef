"""Where files lie."""

from __future__ import annotations

import os


def is_within(folder: str, file: str) -> bool:
    """Does a file lie in a folder or below it? Both with their links followed."""
    return file == folder or file.startswith(folder.rstrip(os.sep) + os.sep)
