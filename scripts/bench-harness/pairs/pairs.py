"""Ten pairs of statements, from nanoseconds to a tenth of a millisecond, for comparing harnesses."""

from rulebook_bench import benchmark


@benchmark(block="subscript")
def subscript_a():
    """Taking an element of a list by its index."""
    items = [1, 2, 3]
    yield
    items[1]


@benchmark(block="subscript")
def subscript_b():
    """Taking an element of a dict by its key."""
    items = {1: 1}
    yield
    items[1]


@benchmark(block="look_up_100")
def look_up_100_a():
    """A failed look-up in a list of 100 ints."""
    items = list(range(100))
    yield
    -1 in items


@benchmark(block="look_up_100")
def look_up_100_b():
    """A failed look-up in a set of 100 ints."""
    items = set(range(100))
    yield
    -1 in items


@benchmark(block="look_up_1000")
def look_up_1000_a():
    """A failed look-up in a list of 1,000 ints."""
    items = list(range(1000))
    yield
    -1 in items


@benchmark(block="look_up_1000")
def look_up_1000_b():
    """A failed look-up in a tuple of 1,000 ints."""
    items = tuple(range(1000))
    yield
    -1 in items


@benchmark(block="format")
def format_a():
    """An f-string of two values."""
    name, count = "beans", 7
    yield
    f"{name}: {count}"


@benchmark(block="format")
def format_b():
    """The same text by the format method."""
    name, count = "beans", 7
    yield
    "{}: {}".format(name, count)


@benchmark(block="join")
def join_a():
    """Joining 100 strings."""
    parts = ["part"] * 100
    yield
    "".join(parts)


@benchmark(block="join")
def join_b():
    """Adding 100 strings one by one."""
    parts = ["part"] * 100
    yield
    text = ""
    for part in parts:
        text += part


@benchmark(block="copy")
def copy_a():
    """Copying a list of 1,000 ints by a slice."""
    items = list(range(1000))
    yield
    items[:]


@benchmark(block="copy")
def copy_b():
    """The same by a comprehension."""
    items = list(range(1000))
    yield
    [item for item in items]


@benchmark(block="sort")
def sort_a():
    """Sorting 1,000 ints in descending order."""
    items = list(range(1000, 0, -1))
    yield
    sorted(items)


@benchmark(block="sort")
def sort_b():
    """The same with a key function."""
    items = list(range(1000, 0, -1))
    yield
    sorted(items, key=lambda item: item)


@benchmark(block="total")
def total_a():
    """Adding up 1,000 ints."""
    items = list(range(1000))
    yield
    sum(items)


@benchmark(block="total")
def total_b():
    """The same in a loop."""
    items = list(range(1000))
    yield
    total = 0
    for item in items:
        total += item


@benchmark(block="raise")
def raise_a():
    """A failed look-up in a dict, caught."""
    items = {}
    yield
    try:
        items["no"]
    except KeyError:
        pass


@benchmark(block="raise")
def raise_b():
    """The same without an exception."""
    items = {}
    yield
    items.get("no")


@benchmark(block="encode")
def encode_a():
    """Encoding a small object as JSON."""
    import json

    data = {"a": [1, 2, 3], "b": "text"}
    yield
    json.dumps(data)


@benchmark(block="encode")
def encode_b():
    """Decoding it."""
    import json

    text = '{"a": [1, 2, 3], "b": "text"}'
    yield
    json.loads(text)
