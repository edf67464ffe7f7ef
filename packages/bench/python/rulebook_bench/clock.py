"""The clock that benchmarks are timed with.

It is held where nobody looks for one: libraries that stop or move the time, such as freezegun, put a
function of their own into every module that has one of Python's under any name.
"""

from __future__ import annotations

import time
from types import SimpleNamespace

CLOCK = SimpleNamespace(perf_counter=time.perf_counter, monotonic=time.monotonic)
