"""What it costs to enter an event loop, to await inside one, and to fan out."""

import asyncio

from rulebook_bench import benchmark


def plain():
    return 42


async def returning():
    return 42


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


# Entering a loop from synchronous code, for one coroutine or for ten that are gathered.


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
def run_until_complete():
    """Entering an existing event loop for a coroutine that returns a constant."""
    loop = asyncio.new_event_loop()
    yield
    loop.run_until_complete(returning())
    yield
    loop.close()


@benchmark(block="entry")
def asyncio_run():
    """asyncio.run of a coroutine that returns a constant: a new event loop each time."""
    yield
    asyncio.run(returning())


@benchmark(block="entry")
def enter_once_gather_10():
    """Entering an existing event loop once and gathering 10 coroutines inside."""
    loop = asyncio.new_event_loop()
    yield
    loop.run_until_complete(gather_of(10))
    yield
    loop.close()


@benchmark(block="entry")
def asyncio_run_gather_10():
    """asyncio.run of a gather of 10 coroutines: a new event loop each time."""
    yield
    asyncio.run(gather_of(10))


# Inside a loop that is already running: awaiting, and fanning out.


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
async def sleep_zero():
    """Awaiting asyncio.sleep(0): one turn of the event loop."""
    yield
    await asyncio.sleep(0)


@benchmark(block="inside")
async def create_task():
    """Wrapping a coroutine in a task and awaiting the task."""
    yield
    await asyncio.create_task(returning())


@benchmark(block="inside")
async def create_task_waiting():
    """Wrapping asyncio.sleep(0), which gives way once, in a task and awaiting the task."""
    yield
    await asyncio.create_task(asyncio.sleep(0))


@benchmark(block="inside")
async def gather_10():
    """asyncio.gather of 10 coroutines that return a constant."""
    yield
    await gather_of(10)


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


@benchmark(block="protocols", same="gathered")
async def list_100():
    """Gathering the numbers of a generator of 100 in a list."""
    yield
    [number for number in counting(100)]


@benchmark(block="protocols", same="gathered")
async def list_async_100():
    """Gathering the numbers of an asynchronous generator of 100 that waits for nothing in a list."""
    yield
    [number async for number in async_counting(100)]


# The cited figure, by the source's own method: a function called once per iteration of a loop
# whose cost stays in, with the garbage collector off.


@benchmark(block="as_cited", raw=True)
def as_cited_call():
    """A function that makes a plain call, as the source times it."""

    def call():
        return plain()

    yield
    call()


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
