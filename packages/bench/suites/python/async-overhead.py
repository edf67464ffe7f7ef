"""What it costs to enter an event loop, to await inside one, and to fan out."""

import asyncio

from rulebook_bench import benchmark


def plain():
    return 42


def returns_ten_times():
    for _ in range(10):
        plain()


async def empty():
    pass


async def returning():
    return 42


async def nested():
    return await returning()


async def three_awaits():
    await returning()
    await returning()
    return await returning()


async def gather_of(count):
    return await asyncio.gather(*[returning() for _ in range(count)])


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, *exception):
        return None

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exception):
        return None


def counting(count):
    yield from range(count)


async def async_counting(count):
    for number in range(count):
        yield number


# Entering a loop from synchronous code.


@benchmark(block="entry")
def call():
    """A call of a plain function that returns a constant."""
    yield
    plain()


@benchmark(block="entry")
def create_close():
    """Making a coroutine object and closing it unawaited."""
    yield
    returning().close()


@benchmark(block="entry")
def run_until_complete_empty():
    """Entering an existing event loop for a coroutine that does nothing."""
    loop = asyncio.new_event_loop()
    yield
    loop.run_until_complete(empty())
    yield
    loop.close()


@benchmark(block="entry")
def run_until_complete():
    """Entering an existing event loop for a coroutine that returns a constant."""
    loop = asyncio.new_event_loop()
    yield
    loop.run_until_complete(returning())
    yield
    loop.close()


@benchmark(block="entry")
def run_until_complete_nested():
    """Entering an existing event loop for a coroutine that awaits another."""
    loop = asyncio.new_event_loop()
    yield
    loop.run_until_complete(nested())
    yield
    loop.close()


@benchmark(block="entry")
def asyncio_run():
    """asyncio.run of a coroutine that returns a constant: a new event loop each time."""
    yield
    asyncio.run(returning())


# Inside a loop that is already running.


@benchmark(block="inside")
async def call_inside():
    """A call of a plain function, inside a running event loop."""
    yield
    plain()


@benchmark(block="inside")
async def await_one():
    """Awaiting a coroutine that returns a constant, inside a running event loop."""
    yield
    await returning()


@benchmark(block="inside")
async def await_nested():
    """Awaiting a coroutine that awaits another."""
    yield
    await nested()


@benchmark(block="inside")
async def await_three():
    """Awaiting a coroutine that awaits three others in sequence."""
    yield
    await three_awaits()


@benchmark(block="inside")
async def sleep_zero():
    """Awaiting asyncio.sleep(0): one turn of the event loop."""
    yield
    await asyncio.sleep(0)


@benchmark(block="inside")
async def create_task():
    """Wrapping a coroutine in a task and awaiting the task."""
    yield
    await asyncio.create_task(returning())


# Fanning out inside a running loop.


@benchmark(block="fan_out")
async def await_ten():
    """Awaiting ten coroutines one after the other."""
    yield
    for _ in range(10):
        await returning()


@benchmark(block="fan_out")
async def gather_5():
    """asyncio.gather of 5 coroutines that return a constant."""
    yield
    await gather_of(5)


@benchmark(block="fan_out")
async def gather_10():
    """asyncio.gather of 10 coroutines that return a constant."""
    yield
    await gather_of(10)


@benchmark(block="fan_out")
async def gather_100():
    """asyncio.gather of 100 coroutines that return a constant."""
    yield
    await gather_of(100)


# From synchronous code, out and back: when does it pay?


@benchmark(block="break_even")
def call_ten():
    """Ten plain calls in a loop."""
    yield
    returns_ten_times()


@benchmark(block="break_even")
def enter_ten_times():
    """Ten coroutines run one by one, entering an existing event loop for each."""
    loop = asyncio.new_event_loop()
    yield
    for _ in range(10):
        loop.run_until_complete(returning())
    yield
    loop.close()


@benchmark(block="break_even")
def enter_once_gather_10():
    """Entering an existing event loop once and gathering 10 coroutines inside."""
    loop = asyncio.new_event_loop()
    yield
    loop.run_until_complete(gather_of(10))
    yield
    loop.close()


@benchmark(block="break_even")
def asyncio_run_gather_2():
    """asyncio.run of a gather of 2 coroutines: a new event loop each time."""
    yield
    asyncio.run(gather_of(2))


@benchmark(block="break_even")
def asyncio_run_gather_10():
    """asyncio.run of a gather of 10 coroutines: a new event loop each time."""
    yield
    asyncio.run(gather_of(10))


# The async forms of `with` and `for`.


@benchmark(block="protocols")
async def with_plain():
    """Entering and leaving a context manager written in Python."""
    manager = Manager()
    yield
    with manager:
        pass


@benchmark(block="protocols")
async def with_async():
    """Entering and leaving an asynchronous context manager that waits for nothing."""
    manager = Manager()
    yield
    async with manager:
        pass


@benchmark(block="protocols")
async def for_5():
    """Looping over a generator of 5 numbers."""
    yield
    for _ in counting(5):
        pass


@benchmark(block="protocols")
async def for_async_5():
    """Looping over an asynchronous generator of 5 numbers that waits for nothing."""
    yield
    async for _ in async_counting(5):
        pass


@benchmark(block="protocols")
async def for_100():
    """Looping over a generator of 100 numbers."""
    yield
    for _ in counting(100):
        pass


@benchmark(block="protocols")
async def for_async_100():
    """Looping over an asynchronous generator of 100 numbers that waits for nothing."""
    yield
    async for _ in async_counting(100):
        pass


# The cited figure, by the source's own method: a function called once per iteration of a loop
# whose cost stays in, with the garbage collector off.


@benchmark(block="as_cited", raw=True)
def as_cited_call():
    """A plain call as the source times it."""
    yield
    plain()


@benchmark(block="as_cited", raw=True)
def as_cited_run_until_complete():
    """A function that enters an existing event loop, as the source times it."""
    loop = asyncio.new_event_loop()

    def enter():
        return loop.run_until_complete(returning())

    yield
    enter()
    yield
    loop.close()
