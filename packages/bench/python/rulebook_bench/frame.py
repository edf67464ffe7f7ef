"""The frame that holds a benchmark's names from its setup to its teardown, and how it is given orders.

Its function gives an answer and awaits the next order again and again: a generator by its `yield`, the
coroutine of an async benchmark by the call of a function that it was given. Setup, statement and teardown of
an async benchmark are thus one task, in one context, in an event loop of its own, which only runs while
the benchmark does something.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from os import getpid
from typing import Any

from rulebook_bench.failures import SuiteError
from rulebook_bench.recorder import expect_same_process
from rulebook_bench.suite import BenchmarkSource

# The answer of a frame that has ended.
_ENDED = object()


class Frame:
    """A benchmark's function, run until it asks for its first order: after its setup."""

    def __init__(self, source: BenchmarkSource, function: Callable[..., Any], *parameters: Any) -> None:
        self._source = source
        self._process = getpid()
        self._turns = (_Task if source.is_async else _Generator)(function, parameters)
        self._expect_answer(self._turns.answer)

    def send(self, order: Any) -> Any:
        """What the function answers to an order."""
        return self._expect_answer(self._turns.send(order))

    @property
    def names(self) -> Mapping[str, Any]:
        """What is bound in it, by name, until it is closed."""
        return self._turns.names

    def close(self, order: Any) -> None:
        """Give the last order, to which the function runs the teardown and ends."""
        try:
            self._turns.send(order)
        finally:
            self._turns.close()
            expect_same_process(self._process)

    def _expect_answer(self, answer: Any) -> Any:
        expect_same_process(self._process)
        if answer is _ENDED:
            raise SuiteError(
                f"{self._source.place}: {self._source.name}: what it raises is suppressed by a `with` "
                "around the yield; let it through, or make the statement raise nothing"
            )
        return answer


class _Generator:
    def __init__(self, function: Callable[..., Any], parameters: tuple[Any, ...]) -> None:
        self._generator = function(*parameters)
        self.answer = self.send(None)

    def send(self, order: Any) -> Any:
        try:
            return self._generator.send(order)
        except StopIteration:
            return _ENDED

    @property
    def names(self) -> Mapping[str, Any]:
        return self._generator.gi_frame.f_locals

    def close(self) -> None:
        self._generator.close()


class _Task:
    def __init__(self, function: Callable[..., Any], parameters: tuple[Any, ...]) -> None:
        import asyncio  # costs 40 ms, which synchronous suites need not pay

        self._asyncio = asyncio
        self._loop = asyncio.new_event_loop()
        self._order: Any = None
        self._answer = self._loop.create_future()
        self._coroutine = function(*parameters, self._ask)
        self._task = self._loop.create_task(self._coroutine)
        self._task.add_done_callback(self._end)
        self.answer = self._loop.run_until_complete(self._answer)

    def send(self, order: Any) -> Any:
        self._answer = self._loop.create_future()
        self._order.set_result(order)
        return self._loop.run_until_complete(self._answer)

    @property
    def names(self) -> Mapping[str, Any]:
        return self._coroutine.cr_frame.f_locals

    def _ask(self, answer: Any) -> Any:
        """Called by the task; what it awaits is its next order."""
        self._order = self._loop.create_future()
        self._answer.set_result(answer)
        return self._order

    def _end(self, task: Any) -> None:
        if task.cancelled():
            self._answer.set_exception(RuntimeError("the task of the benchmark was cancelled"))
        elif task.exception():
            self._answer.set_exception(task.exception())
        else:
            self._answer.set_result(_ENDED)

    def close(self) -> None:
        """End what was left running, as `asyncio.run` does."""
        loop, asyncio = self._loop, self._asyncio
        try:
            left = asyncio.all_tasks(loop)
            for task in left:
                task.cancel()
            if left:
                loop.run_until_complete(asyncio.wait(left))
            loop.run_until_complete(loop.shutdown_asyncgens())
            loop.run_until_complete(loop.shutdown_default_executor())
        finally:
            loop.close()
