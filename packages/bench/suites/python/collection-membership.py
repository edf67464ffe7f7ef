"""What `in` costs on lists, tuples, sets and dicts: hit or miss, small or large."""

from rulebook_bench import benchmark


def missing_ints():
    """256 ints that no collection here holds, scattered, each an object of its own."""
    return [100_000 + number * 7919 % 1_000_003 for number in range(3, 259)]


# The values looked for equal the elements but are other objects, as in code that looks up what it
# was given. So all ints are above 256 (smaller ones are shared by the interpreter, and an object is
# recognised without being compared), and a value that is missing is of the same sort as the
# elements. Misses are also varied: which slots of a set a look-up meets hangs on the value. The blocks
# are written out, benchmark by benchmark, so that what is timed can be read.


@benchmark(block="at_5", same="miss", uses=("dropped", "varied"))
def list_miss_5():
    """A failed look-up in a list of 5 ints."""
    items = list(range(1000, 1005))
    key = yield missing_ints()
    key in items


@benchmark(block="at_5", same="miss", uses=("dropped", "varied"))
def set_miss_5():
    """A failed look-up in a set of 5 ints."""
    items = set(range(1000, 1005))
    key = yield missing_ints()
    key in items


@benchmark(block="at_100", same="miss", uses=("dropped", "varied"))
def list_miss_100():
    """A failed look-up in a list of 100 ints."""
    items = list(range(1000, 1100))
    key = yield missing_ints()
    key in items


@benchmark(block="at_100", same="miss", uses=("dropped", "varied"))
def set_miss_100():
    """A failed look-up in a set of 100 ints."""
    items = set(range(1000, 1100))
    key = yield missing_ints()
    key in items


@benchmark(block="at_1000", same="hit")
def list_middle_1000():
    """Finding the middle element of a list of 1,000 ints."""
    items = list(range(1000, 2000))
    yield
    1500 in items


@benchmark(block="at_1000", same="hit")
def list_last_1000():
    """Finding the last element of a list of 1,000 ints."""
    items = list(range(1000, 2000))
    yield
    1999 in items


@benchmark(block="at_1000", same="miss", uses=("dropped", "varied"))
def list_miss_1000():
    """A failed look-up in a list of 1,000 ints."""
    items = list(range(1000, 2000))
    key = yield missing_ints()
    key in items


@benchmark(block="at_1000", same="hit")
def set_hit_1000():
    """Finding an element of a set of 1,000 ints."""
    items = set(range(1000, 2000))
    yield
    1500 in items


@benchmark(block="at_1000", same="miss", uses=("dropped", "varied"))
def set_miss_1000():
    """A failed look-up in a set of 1,000 ints."""
    items = set(range(1000, 2000))
    key = yield missing_ints()
    key in items


@benchmark(block="at_10000", same="miss", uses=("dropped", "varied"))
def list_miss_10000():
    """A failed look-up in a list of 10,000 ints."""
    items = list(range(1000, 11_000))
    key = yield missing_ints()
    key in items


@benchmark(block="at_10000", same="miss", uses=("dropped", "varied"))
def set_miss_10000():
    """A failed look-up in a set of 10,000 ints."""
    items = set(range(1000, 11_000))
    key = yield missing_ints()
    key in items


# Converting: what `set(items)` costs, beside the look-ups it has to be weighed against.


@benchmark(block="at_1000")
def convert_1000():
    """Building a set from a list of 1,000 ints."""
    items = list(range(1000, 2000))
    yield
    set(items)


@benchmark(block="at_1000")
def convert_kept_1000():
    """Building 100 sets, each from a list of 1,000 ints, and keeping all of them."""
    items = list(range(1000, 2000))
    yield
    [set(items) for _ in range(100)]


# The keys of a dict, at 1,000 ints.


@benchmark(block="at_1000", same="hit")
def dict_hit_1000():
    """Finding an element of a dict of 1,000 ints."""
    items = dict.fromkeys(range(1000, 2000))
    yield
    1500 in items


# Strings, whose comparison and hash cost otherwise than those of ints. Their hashes, and with them the
# collisions in a set, differ from process to process. New strings have no hash yet, as those that a program
# reads.


@benchmark(block="strings", same="miss", uses=("dropped", "varied"))
def strings_list_miss():
    """A failed look-up in a list of 1,000 strings."""
    items = [f"user-{number}" for number in range(1000, 2000)]
    key = yield [f"user-{number}" for number in range(2000, 2256)]
    key in items


@benchmark(block="strings", same="miss", uses=("dropped", "varied"))
def strings_set_miss():
    """A failed look-up in a set of 1,000 strings."""
    items = {f"user-{number}" for number in range(1000, 2000)}
    key = yield [f"user-{number}" for number in range(2000, 2256)]
    key in items


# Literals: the compiler turns `in {...}` and `in (...)` of constants into a frozenset and a tuple.


@benchmark(block="literals", same="miss")
def literal_set_miss():
    """A failed look-up in a literal set of 5 ints."""
    status = int("404")
    yield
    status in {301, 302, 303, 307, 308}


@benchmark(block="literals", same="miss")
def literal_tuple_miss():
    """A failed look-up in a literal tuple of 5 ints."""
    status = int("404")
    yield
    status in (301, 302, 303, 307, 308)


# The cited figure, by the source's own method: a function called once per iteration of a loop
# whose cost stays in, with the garbage collector off. The source looks for an int in the list and
# for a string in the set.


@benchmark(block="as_cited", raw=True, same="hit")
def as_cited_list_last():
    """Finding the last of 1,000 ints in a list, as the source times it."""
    items = list(range(1000))

    def look_up():
        return 999 in items

    yield
    look_up()


@benchmark(block="as_cited", raw=True, same="hit")
def as_cited_set_hit():
    """Finding one of 1,000 strings in a set, as the source times it."""
    items = {f"item_{number}" for number in range(1000)}
    wanted = "item_500"

    def look_up():
        return wanted in items

    yield
    look_up()
