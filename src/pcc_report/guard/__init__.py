"""A call in a worker process, within limits: what it returns or raises, or one typed error; never a hang or a crash.

A `Guard` knows nothing of reports: it calls any function that can be imported by name, with arguments and a result
that can be pickled.
"""

import atexit
import os
import threading
from collections.abc import Callable
from functools import cache
from types import TracebackType
from typing import Final, Self, TypeVar

import attrs

from pcc_report.errors import UsageError
from pcc_report.guard.process import Worker

__all__ = ["DEFAULT_MEMORY", "DEFAULT_TIME", "Guard", "Limits", "resident_guard"]

T = TypeVar("T")

DEFAULT_TIME: Final = 30.0
"""Seconds; the longest file that the budgets of the readers allow takes ten."""

DEFAULT_MEMORY: Final = 1 << 30
"""Bytes."""

MOST_CALLS: Final = 1_000
"""That one worker takes: what a native library leaks over so many files does no harm yet."""


@attrs.frozen(kw_only=True)
class Limits:
    """What one call may use."""

    time: float | None = attrs.field(default=DEFAULT_TIME)
    """Seconds of processor time; four times as many by the clock. None for no limit."""
    memory: int | None = attrs.field(default=DEFAULT_MEMORY)
    """Bytes of address space, which is somewhat more than the memory in use. None for no limit."""

    @time.validator
    @memory.validator
    def _is_positive(self, field: "attrs.Attribute[float | None]", value: float | None) -> None:
        if value is not None and not value > 0:
            problem = f"the {field.name} limit must be above zero, not {value}"
            raise UsageError(problem)

    @classmethod
    def of(cls, time: float | None, memory: int | None) -> Self:
        """Return these limits, with the defaults in place of None."""
        return cls(time=DEFAULT_TIME if time is None else time, memory=DEFAULT_MEMORY if memory is None else memory)


class Guard:
    """Workers that take calls from any number of threads, each its own worker; end it, or use it in ``with``.

    Workers are started when they are needed, and kept for the next call.
    """

    def __init__(self, limits: Limits | None = None, *, preload: tuple[str, ...] = ()) -> None:
        self.limits = limits or Limits()
        self._preload = preload
        self._lock = threading.Lock()
        self._idle: list[Worker] = []
        self._busy: set[Worker] = set()
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def start(self) -> None:
        """Start a worker ahead of the first call, so that it gets ready while the caller does other things."""
        self._give_back(self._take())

    def call(self, function: Callable[..., T], /, *args: object, **named: object) -> T:
        """Return what *function* returns, or raise what it raises.

        Raises:
            PccReportError: the call exceeded a limit, its process died, or it met a fault of ours.
            OSError: the function raised it, or no process can be started.
        """
        worker = self._take()
        try:
            value: T = worker.call((function, args, named, self.limits.time))
        finally:
            self._give_back(worker)
        return value

    def close(self) -> None:
        """End all workers; a call that still runs raises `WorkerCrashError`."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
            for worker in self._busy:
                worker.kill()
        for worker in idle:
            worker.stop()

    def forget(self) -> None:
        """Leave the workers to the process that started them: this one is a fork of it."""
        for worker in (*self._idle, *self._busy):
            worker.forget()
        self._lock = threading.Lock()
        self._idle, self._busy = [], set()

    def _take(self) -> Worker:
        with self._lock:
            while self._idle and not self._closed:
                worker = self._idle.pop()
                if worker.is_ready:
                    self._busy.add(worker)
                    return worker
                worker.stop()
        worker = Worker(self.limits.memory, self._preload)
        with self._lock:
            if not self._closed:
                self._busy.add(worker)
                return worker
        worker.stop()
        problem = "the guard is closed"
        raise UsageError(problem)

    def _give_back(self, worker: Worker) -> None:
        with self._lock:
            self._busy.discard(worker)
            if not self._closed and worker.calls < MOST_CALLS and worker.is_ready:
                self._idle.append(worker)
                return
        worker.stop()


@cache
def resident_guard(limits: Limits) -> Guard:
    """Return a guard that lasts as long as this process: for callers who have no place to keep one.

    Its workers wait for the next call; there are as many as there were calls at the same time.
    """
    guard = Guard(limits)
    atexit.register(guard.close)
    os.register_at_fork(after_in_child=guard.forget)
    return guard
