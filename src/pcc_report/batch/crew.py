"""Many calls at once, a bounded number of them under way: the one loop of all batches."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from itertools import islice
from typing import Final, TypeVar

T = TypeVar("T")
R = TypeVar("R")

AHEAD: Final = 8
"""Calls that are under way or answered and not yet taken, for each worker: enough that none waits for work."""


def default_workers() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):  # not on macOS
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def answered(
    tasks: Iterable[T], submit: Callable[[T], Future[R]], *, window: int, in_order: bool
) -> Iterator[tuple[T, Future[R]]]:
    """Yield each task with its future, in the order of the tasks or as they are done.

    Tasks are taken as they are needed, never more than *window* ahead. In order, a future may still be under way.
    """
    waiting: dict[Future[R], T] = {}
    tasks = iter(tasks)
    while True:
        for task in islice(tasks, window - len(waiting)):
            waiting[submit(task)] = task
        if not waiting:
            return
        done = [next(iter(waiting))] if in_order else wait(waiting, return_when=FIRST_COMPLETED).done
        for future in done:
            yield waiting.pop(future), future
