"""What `try` costs when nothing is raised; what raising, unwinding and catching cost; and missing keys."""

from contextlib import suppress

from rulebook_bench import benchmark


class CheckFailed(Exception):
    """An exception of the program's own."""


def raising(depth):
    """Raise through `depth` frames."""
    if depth > 1:
        return raising(depth - 1)
    raise ValueError("not a number")


def returning(depth):
    """Return after the test that `raising` makes, so that `raising(1)` differs in the raise alone."""
    if depth > 1:
        raise ValueError("returns through one frame only")
    return None


def raising_own():
    raise CheckFailed("not a number")


def prices():
    """A dict of 1,000 prices by name."""
    return {f"item {number}": number for number in range(1000)}


# The price of a try, of a raise, and of each frame between them; then other ways to raise and to
# pass on, each with one frame between, as in `raise_1`.


@benchmark(block="try_and_raise")
def no_try():
    """A call that returns, outside any try."""
    yield
    returning(1)


@benchmark(block="try_and_raise")
def try_idle():
    """The same call inside a try that catches nothing, because nothing is raised."""
    yield
    try:
        returning(1)
    except ValueError:
        pass


@benchmark(block="try_and_raise")
def suppress_idle():
    """The same call inside contextlib.suppress, where nothing is raised."""
    yield
    with suppress(ValueError):
        returning(1)


@benchmark(block="try_and_raise")
def raise_1():
    """A call that raises a ValueError, caught one frame above."""
    yield
    try:
        raising(1)
    except ValueError:
        pass


@benchmark(block="try_and_raise")
def raise_20():
    """A ValueError caught 20 frames above the one that raises it."""
    yield
    try:
        raising(20)
    except ValueError:
        pass


@benchmark(block="try_and_raise")
def caught_own():
    """A call that raises an exception of the program's own class, caught one frame above."""
    yield
    try:
        raising_own()
    except CheckFailed:
        pass


@benchmark(block="try_and_raise")
def reraised():
    """A ValueError caught, raised again by a bare `raise`, and caught once more."""
    yield
    try:
        try:
            raising(1)
        except ValueError:
            raise
    except ValueError:
        pass


@benchmark(block="try_and_raise")
def wrapped():
    """A ValueError caught and wrapped: `raise CheckFailed(...) from error`, which is caught in turn."""
    yield
    try:
        try:
            raising(1)
        except ValueError as error:
            raise CheckFailed("no price") from error
    except CheckFailed:
        pass


# Looking a key up in a dict of 1,000: leap, ask first, or give a default. With one key all the time, whose
# hash is then known, and with keys that are made anew, as a program reads them.


@benchmark(block="look_up", same="hit", uses=("dropped", "varied"))
def try_hit():
    """`d[key]` inside a try, where the key is there."""
    table = prices()
    key = yield [f"item {number}" for number in range(500, 756)]
    try:
        price = table[key]
    except KeyError:
        price = None


@benchmark(block="look_up", same="miss", uses=("dropped", "varied"))
def try_miss():
    """`d[key]` inside a try, where the key is missing and the KeyError is caught."""
    table = prices()
    key = yield [f"no such item {number}" for number in range(256)]
    try:
        price = table[key]
    except KeyError:
        price = None


@benchmark(block="look_up", same="hit", uses=("dropped", "varied"))
def in_hit():
    """`d[key] if key in d`, where the key is there."""
    table = prices()
    key = yield [f"item {number}" for number in range(500, 756)]
    price = table[key] if key in table else None


@benchmark(block="look_up", same="miss", uses=("dropped", "varied"))
def in_miss():
    """`d[key] if key in d`, where the key is missing."""
    table = prices()
    key = yield [f"no such item {number}" for number in range(256)]
    price = table[key] if key in table else None


@benchmark(block="look_up", same="hit", uses=("dropped", "varied"))
def get_hit():
    """`d.get(key)`, where the key is there."""
    table = prices()
    key = yield [f"item {number}" for number in range(500, 756)]
    price = table.get(key)


@benchmark(block="look_up", same="miss", uses=("dropped", "varied"))
def get_miss():
    """`d.get(key)`, where the key is missing."""
    table = prices()
    key = yield [f"no such item {number}" for number in range(256)]
    price = table.get(key)


# The cited figure, by the source's own method: a function called once per iteration of a loop
# whose cost stays in, with the garbage collector off.


@benchmark(block="as_cited", raw=True)
def as_cited_try():
    """A function with a try in which nothing is raised, as the source times it."""

    def check():
        try:
            return returning(1)
        except ValueError:
            pass

    yield
    check()


@benchmark(block="as_cited", raw=True)
def as_cited_raise():
    """A function that catches a ValueError of the function it calls, as the source times it."""

    def check():
        try:
            raising(1)
        except ValueError:
            pass

    yield
    check()
