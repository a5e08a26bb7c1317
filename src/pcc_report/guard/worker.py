"""The worker's side of a guard: take calls from a pipe, answer each of them, end when the pipe does.

A worker ends itself where a call takes too long: two timers of the system end the process whatever its code is
doing, even inside of a native library, and even if the parent is gone.
"""

import os
import pickle
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from typing import Any, BinaryIO, Final

from pcc_report.errors import InternalError, LimitExceededError, MemoryLimitError, PccReportError
from pcc_report.guard.packing import packed

HEAD_BYTES: Final = 8
"""Each answer has its length before it, so that the parent knows when it has all of it."""

CLOCK_FACTOR: Final = 4
"""How much longer than its processor time a call may take by the clock: a busy machine is no fault of the file."""

Call = tuple[Callable[..., object], tuple[object, ...], dict[str, Any], float | None]
"""Function, arguments, arguments by name, seconds of processor time."""


def serve(memory_limit: int | None, preload: tuple[str, ...]) -> None:
    """Answer the calls on standard input, on standard output, until there are no more."""
    source, target = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    _prepare(memory_limit)
    for module in preload:
        import_module(module)
    with source, target:
        while True:
            try:
                call: Call = pickle.load(source)  # noqa: S301  # our own parent wrote it
            except EOFError:
                return
            except MemoryError:
                # the rest of the call is still in the pipe: this worker is of no more use
                _send(target, _packed(error=_too_much_memory()))
                return
            except Exception as error:  # noqa: BLE001  # a function that cannot be imported here
                _send(target, _packed(error=_internal(error)))
                return
            _send(target, _answer(call))


def _prepare(memory_limit: int | None) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends its workers
    for stop in (signal.SIGPROF, signal.SIGALRM):
        signal.signal(stop, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    # what libraries print at the level of Python goes nowhere; what they print natively tells why they died
    sys.stdout = sys.stderr = None
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    _limit(resource.RLIMIT_CORE, 0)
    if memory_limit is not None:
        _limit(resource.RLIMIT_AS, memory_limit)


def _limit(what: int, amount: int) -> None:
    hard = resource.getrlimit(what)[1]
    if hard != resource.RLIM_INFINITY:
        amount = min(amount, hard)
    with suppress(OSError, ValueError):  # macOS knows no limit of address space
        resource.setrlimit(what, (amount, amount))


def _answer(call: Call) -> bytes:
    function, args, named, seconds = call
    _arm(seconds)
    try:
        return _packed(function(*args, **named))
    except MemoryError:
        return _packed(error=_too_much_memory())
    except RecursionError:
        return _packed(error=LimitExceededError("nested too deeply"))
    except (PccReportError, OSError) as error:
        return _packed(error=error)
    except BaseException as error:  # noqa: BLE001  # whatever it is, the parent gets one typed error
        return _packed(error=_internal(error))
    finally:
        _arm(None)  # the time that the parent takes to listen is not the file's


def _arm(seconds: float | None) -> None:
    signal.setitimer(signal.ITIMER_PROF, seconds or 0)
    signal.setitimer(signal.ITIMER_REAL, CLOCK_FACTOR * seconds if seconds else 0)


def _packed(value: object = None, *, error: Exception | None = None) -> bytes:
    return packed((value, error))


def _send(target: BinaryIO, answer: bytes) -> None:
    try:
        target.write(len(answer).to_bytes(HEAD_BYTES))
        target.write(answer)
        target.flush()
    except BrokenPipeError:
        os._exit(1)  # the parent is gone; closing the pipe would stumble over what is still buffered


def _too_much_memory() -> MemoryLimitError:
    return MemoryLimitError("not enough memory")


def _internal(error: BaseException) -> InternalError:
    return InternalError(
        f"internal error, {type(error).__name__}: {error}",
        details="".join(traceback.format_exception(error)),
        advice="please tell us, with the file if you may",
    )
