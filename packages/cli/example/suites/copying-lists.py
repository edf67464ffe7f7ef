"""What it costs to copy a list."""

from rulebook_bench import benchmark

# Above the yield is setup, which is not timed. Below it stands the statement that is. The benchmarks
# of a block are compared, so they are sampled side by side: two to eight of them.


@benchmark(block="copies")
def copy_by_comprehension():
    """Copy a list of 1,000 ints with a comprehension."""
    items = list(range(1000))
    yield
    [item for item in items]


@benchmark(block="copies")
def copy_by_list():
    """Copy a list of 1,000 ints with `list`."""
    items = list(range(1000))
    yield
    list(items)
