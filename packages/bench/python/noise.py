"""Two benchmarks of one statement, by which a machine's noise is told."""

from rulebook_bench import benchmark


@benchmark(block="twins")
def one():
    """Add 50 ints."""
    numbers = list(range(50))
    yield
    sum(numbers)


@benchmark(block="twins")
def other():
    """Add 50 ints."""
    numbers = list(range(50))
    yield
    sum(numbers)
