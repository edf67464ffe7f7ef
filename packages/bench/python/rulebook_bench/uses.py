"""The uses in which a benchmark is sampled: what becomes of results, and where inputs come from.

- dropped: a result is dropped at once, and every execution has the same input.
- kept: results are kept until the batch has ended, as programs keep theirs.
- varied: every execution has another of the inputs, which are made anew, untimed, before each round.
"""

from __future__ import annotations

from typing import Any

DROPPED, KEPT, VARIED = USES = ("dropped", "kept", "varied")

# Results that are kept at most: those of a batch, which therefore has no more loops.
MOST_KEPT = 1000

# The empty loop stores None, which costs as much as storing a result.
KEPT_LOOPS = f"""
def timed(__timer, __take):
    with AROUND:
        __nothing = [None] * {MOST_KEPT}
        __kept = [None] * {MOST_KEPT}
        __order, __iterations = yield
        while __iterations is not None:
            if __order == 0:
                __start = __timer()
                for __i in __iterations:
                    __kept[__i] = None
                __stop = __timer()
            else:
                __start = __timer()
                for __i in __iterations:
                    __kept[__i] = STATEMENT
                __stop = __timer()
                __kept[:] = __nothing
            __order, __iterations = yield __stop - __start
"""

# As often as it takes, with the last of the inputs left over where there are more than executions.
VARIED_LOOPS = """
def timed(__timer, __take):
    with AROUND:
        __order, __iterations = yield
        while __iterations is not None:
            __seconds = 0.0
            __left = __iterations
            while __left > 0:
                __inputs, __left = __take(INPUTS, __left)
                if __order == 0:
                    __start = __timer()
                    for INPUT in __inputs:
                        pass
                    __stop = __timer()
                else:
                    __start = __timer()
                    for INPUT in __inputs:
                        STATEMENT
                    __stop = __timer()
                __seconds += __stop - __start
            __order, __iterations = yield __seconds
"""


def label_of(name: str, use: str) -> str:
    """What a benchmark in one of its uses is called among the members of its block."""
    return name if use == DROPPED else f"{name}@{use}"


def take(inputs: Any, most: int) -> tuple[list[Any], int]:
    """At most so many of the inputs, and how many are left to take. Raises ValueError where there is none."""
    taken = list(inputs)[:most]
    if not taken:
        raise ValueError("the yield hands over no inputs, expected one at least")
    return taken, most - len(taken)
