"""What an instance weighs with and without `__slots__`, and what it costs to make and to write one."""

import itertools
import sys
from collections import namedtuple
from dataclasses import dataclass

from rulebook_bench import benchmark

# In most benchmarks the values are small integers, which the interpreter shares: what is weighed is the
# record, not what it refers to. In those named `*_own_5` each instance has five integers of its own, which
# nothing else refers to, and the whole is weighed.


class Plain5:
    def __init__(self, a, b, c, d, e):
        self.a = a
        self.b = b
        self.c = c
        self.d = d
        self.e = e


class Slots5:
    __slots__ = ("a", "b", "c", "d", "e")

    def __init__(self, a, b, c, d, e):
        self.a = a
        self.b = b
        self.c = c
        self.d = d
        self.e = e


@dataclass
class Data5:
    a: int
    b: int
    c: int
    d: int
    e: int


@dataclass(slots=True)
class DataSlots5:
    a: int
    b: int
    c: int
    d: int
    e: int


Named5 = namedtuple("Named5", "a b c d e")


class Plain10:
    def __init__(self, a, b, c, d, e, f, g, h, i, j):
        self.a = a
        self.b = b
        self.c = c
        self.d = d
        self.e = e
        self.f = f
        self.g = g
        self.h = h
        self.i = i
        self.j = j


class Slots10:
    __slots__ = ("a", "b", "c", "d", "e", "f", "g", "h", "i", "j")

    def __init__(self, a, b, c, d, e, f, g, h, i, j):
        self.a = a
        self.b = b
        self.c = c
        self.d = d
        self.e = e
        self.f = f
        self.g = g
        self.h = h
        self.i = i
        self.j = j


class Base:
    pass


class SlotsBelowPlain5(Base):
    __slots__ = ("a", "b", "c", "d", "e")

    def __init__(self, a, b, c, d, e):
        self.a = a
        self.b = b
        self.c = c
        self.d = d
        self.e = e


def touch(record):
    """Ask for the record's `__dict__`, as `vars`, serialisers and debuggers do."""
    record.__dict__  # noqa: B018
    return record


# Bytes per instance, with 5 attributes.


@benchmark(block="five_attributes", unit="B")
def plain_5():
    """A plain instance with 5 attributes."""
    yield
    Plain5(1, 2, 3, 4, 5)


@benchmark(block="five_attributes", unit="B")
def touched_5():
    """A plain instance with 5 attributes whose `__dict__` was looked at."""
    yield
    touch(Plain5(1, 2, 3, 4, 5))


@benchmark(block="five_attributes", unit="B")
def slots_5():
    """An instance with 5 slots."""
    yield
    Slots5(1, 2, 3, 4, 5)


@benchmark(block="five_attributes", unit="B")
def namedtuple_5():
    """A named tuple with 5 fields."""
    yield
    Named5(1, 2, 3, 4, 5)


@benchmark(block="five_attributes", unit="B")
def tuple_5():
    """A tuple of 5 values."""
    one, two, three, four, five = range(1, 6)
    yield
    (one, two, three, four, five)


@benchmark(block="five_attributes", unit="B")
def dict_5():
    """A dict of 5 keys."""
    yield
    {"a": 1, "b": 2, "c": 3, "d": 4, "e": 5}


@benchmark(block="five_attributes", unit="B")
def slots_below_plain_5():
    """An instance with 5 slots whose base class has none."""
    yield
    SlotsBelowPlain5(1, 2, 3, 4, 5)


# The same with five integers in each instance that nothing else refers to.


@benchmark(block="own_values", unit="B")
def plain_own_5():
    """A plain instance with 5 attributes, and the 5 ints that they refer to."""
    fresh = itertools.count(1000)
    yield
    Plain5(next(fresh), next(fresh), next(fresh), next(fresh), next(fresh))


@benchmark(block="own_values", unit="B")
def slots_own_5():
    """An instance with 5 slots, and the 5 ints that they refer to."""
    fresh = itertools.count(1000)
    yield
    Slots5(next(fresh), next(fresh), next(fresh), next(fresh), next(fresh))


@benchmark(block="own_values", unit="B")
def slots_below_plain_own_5():
    """An instance with 5 slots whose base class has none, and the 5 ints that they refer to."""
    fresh = itertools.count(1000)
    yield
    SlotsBelowPlain5(next(fresh), next(fresh), next(fresh), next(fresh), next(fresh))


@benchmark(block="own_values", unit="B")
def dict_own_5():
    """A dict of 5 keys, and its 5 values."""
    fresh = itertools.count(1000)
    yield
    {"a": next(fresh), "b": next(fresh), "c": next(fresh), "d": next(fresh), "e": next(fresh)}


# With shared values again: 10 attributes, and dataclasses with 5.


@benchmark(block="sizes_and_dataclasses", unit="B")
def plain_10():
    """A plain instance with 10 attributes."""
    yield
    Plain10(1, 2, 3, 4, 5, 6, 7, 8, 9, 10)


@benchmark(block="sizes_and_dataclasses", unit="B")
def slots_10():
    """An instance with 10 slots."""
    yield
    Slots10(1, 2, 3, 4, 5, 6, 7, 8, 9, 10)


@benchmark(block="sizes_and_dataclasses", unit="B")
def dataclass_5():
    """An instance of a dataclass with 5 fields."""
    yield
    Data5(1, 2, 3, 4, 5)


@benchmark(block="sizes_and_dataclasses", unit="B")
def dataclass_slots_5():
    """An instance of a dataclass with 5 fields and slots=True."""
    yield
    DataSlots5(1, 2, 3, 4, 5)


# Making a record of five values, and writing it: all five attributes, for one alone lasts little
# longer than nothing.


@benchmark(block="times")
def create_plain():
    """Making a plain instance with 5 attributes."""
    yield
    Plain5(1, 2, 3, 4, 5)


@benchmark(block="times")
def create_slots():
    """Making an instance with 5 slots."""
    yield
    Slots5(1, 2, 3, 4, 5)


@benchmark(block="times")
def write_plain():
    """Writing the 5 attributes of a plain instance."""
    record = Plain5(1, 2, 3, 4, 5)
    yield
    record.a = record.b = record.c = record.d = record.e = 6


@benchmark(block="times")
def write_slots():
    """Writing 5 slots."""
    record = Slots5(1, 2, 3, 4, 5)
    yield
    record.a = record.b = record.c = record.d = record.e = 6


@benchmark(block="times")
def write_touched():
    """Writing the 5 attributes of a plain instance whose `__dict__` was looked at."""
    record = touch(Plain5(1, 2, 3, 4, 5))
    yield
    record.a = record.b = record.c = record.d = record.e = 6


# The cited figures, by the source's own method: `sys.getsizeof` of everything that can be reached,
# the `__dict__` and the names in it included.


def deep_size(value, seen=None):
    """Bytes of `value` and of what it refers to, each object once: by the source's rule."""
    seen = set() if seen is None else seen
    if id(value) in seen:
        return 0
    seen.add(id(value))
    if isinstance(value, dict):
        inner = [part for item in value.items() for part in item]
    elif isinstance(value, (list, tuple, set, frozenset)):
        inner = list(value)
    elif hasattr(value, "__dict__"):
        inner = [value.__dict__]
    else:
        inner = [getattr(value, name) for name in getattr(value, "__slots__", ())]
    return sys.getsizeof(value) + sum(deep_size(part, seen) for part in inner)


def fresh_integers(start):
    """Five ints that nothing else refers to."""
    return [int(str(start + number)) for number in range(5)]


def new_plain_class():
    """A class like Plain5 without any instance yet, as the source's was."""

    class Plain:
        def __init__(self, a, b, c, d, e):
            self.a = a
            self.b = b
            self.c = c
            self.d = d
            self.e = e

    return Plain


@benchmark(block="as_cited", unit="B", raw=True)
def as_cited_plain():
    """The first instance of a plain class with 5 attributes, and 5 ints, as the source weighs it."""
    yield
    deep_size(new_plain_class()(*fresh_integers(1000)))


@benchmark(block="as_cited", unit="B", raw=True)
def as_cited_slots():
    """An instance with 5 slots, and 5 ints, as the source weighs it."""
    yield
    deep_size(Slots5(*fresh_integers(1000)))
