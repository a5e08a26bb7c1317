"""The parent's side of a guard: one worker process, its pipes, and why it ended."""

import os
import resource
import select
import signal
import sys
import threading
import time
from contextlib import suppress
from typing import Any, Final

from pcc_report.errors import MemoryLimitError, PccReportError, TimeLimitError, UsageError, WorkerCrashError
from pcc_report.guard.packing import packed, unpacked
from pcc_report.guard.worker import CLOCK_FACTOR, HEAD_BYTES, Call

GRACE: Final = 5.0
"""Seconds by which a worker may miss its own end before it is killed."""

PIPE_BYTES: Final = 1 << 20
"""As much as a pipe may hold without privileges: most answers, so that no worker waits for the parent to listen."""

MOST_SAID: Final = 1 << 16

_OUT_OF_MEMORY: Final = (b"bad_alloc", b"ut of memory", b"annot allocate memory", b"MemoryError")
_FULL: Final = 0.8
"""Of the memory limit: a process that died with so much of it in use died of that."""

_RSS_UNIT: Final = 1 if sys.platform == "darwin" else 1024

_TIMERS: Final = frozenset((-signal.SIGPROF, -signal.SIGALRM, -signal.SIGXCPU))
_PROGRAM: Final = "import sys; sys.path[:] = {path!r}; from pcc_report.guard.worker import serve; serve{args!r}"


class Worker:
    """A process that answers one call after the other; when it has ended, another one must be started.

    It is a fresh interpreter and no fork: nothing of the caller is copied into it, threads of the caller do
    no harm, and a script needs no main guard.
    """

    def __init__(self, memory_limit: int | None = None, preload: tuple[str, ...] = ()) -> None:
        if not sys.executable:
            problem = "no worker process can be started, for Python does not know its own program"
            raise UsageError(problem, advice="parse without isolation")
        self._memory_limit = memory_limit
        self.calls = 0
        self._lock = threading.Lock()
        theirs_in, self._calls = os.pipe()
        self._answers, theirs_out = os.pipe()
        self._said, theirs_said = os.pipe()
        os.set_blocking(theirs_said, False)  # what nobody hears is lost; nobody waits
        for end in (self._calls, self._answers, self._said):
            os.set_blocking(end, False)
        _widen(self._answers)
        program = _PROGRAM.format(path=sys.path, args=(memory_limit, preload))
        self._pid = 0
        self._begun_with = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _RSS_UNIT
        try:
            self._pid = os.posix_spawn(
                sys.executable,
                [sys.executable, "-c", program],
                os.environ,
                file_actions=[
                    (os.POSIX_SPAWN_DUP2, end, number)
                    for number, end in enumerate((theirs_in, theirs_out, theirs_said))
                ],
            )
        finally:
            for end in (theirs_in, theirs_out, theirs_said):
                os.close(end)
            if not self._pid:
                self._close()

    @property
    def is_ready(self) -> bool:
        """Whether it lives and waits for a call: an idle worker says nothing, and a dead one has closed its pipe."""
        return bool(self._pid) and not _is_ready(self._answers, select.POLLIN, 0)

    def call(self, call: Call) -> Any:  # noqa: ANN401  # what the function returns
        """Return what the function returns, or raise what it raises; `PccReportError` if the worker has to end."""
        seconds = call[-1]
        end = None if seconds is None else time.monotonic() + CLOCK_FACTOR * seconds + GRACE
        self.calls += 1
        try:
            with suppress(BrokenPipeError):  # it may have said why before it ended
                self._send(packed(call), end)
            value, error = unpacked(self._answer(end))
        except EOFError:
            raise self._ended(seconds) from None
        except TimeoutError:
            self.stop()
            raise _too_slow(seconds) from None
        except BaseException:
            self.stop()  # interrupted: the answer would be taken for that of the next call
            raise
        self._hear()
        if isinstance(error, MemoryLimitError):
            self.stop()
            raise _too_large(self._memory_limit)
        if error is not None:
            raise error
        return value

    def kill(self) -> None:
        """End the process; whoever calls it is told so."""
        with self._lock:
            if self._pid:
                os.kill(self._pid, signal.SIGKILL)

    def stop(self) -> None:
        """End the process, whatever it is doing, and let go of it."""
        self.kill()
        self._reap()
        self._close()

    def forget(self) -> None:
        """Let go of a worker that another process has started, of which this one is a fork."""
        self._pid = 0
        self._close()

    def _send(self, data: bytes, end: float | None) -> None:
        """Write a call; large ones take as long as the worker takes to read them, which it may not live to do."""
        view = memoryview(data)
        while view:
            _wait(self._calls, select.POLLOUT, end)
            with suppress(BlockingIOError):
                view = view[os.write(self._calls, view) :]

    def _answer(self, end: float | None) -> bytes:
        held = bytearray()
        size = HEAD_BYTES
        while len(held) < size:
            _wait(self._answers, select.POLLIN, end)
            part = os.read(self._answers, PIPE_BYTES)
            if not part:
                raise EOFError
            held += part
            if size == HEAD_BYTES and len(held) >= HEAD_BYTES:
                size += int.from_bytes(held[:HEAD_BYTES])
        return bytes(held[HEAD_BYTES:])

    def _ended(self, seconds: float | None) -> PccReportError:
        """Return why the process has ended by itself."""
        self.kill()  # if it has only closed its pipe; whoever is ending already keeps his exit code
        code, used = self._reap()
        said = self._hear()
        self._close()
        if code in _TIMERS:
            return _too_slow(seconds)
        limit = self._memory_limit
        # a new process begins with its parent's peak on Linux, which says nothing
        is_full = limit is not None and used > self._begun_with and used >= _FULL * limit
        if is_full or any(sign in said for sign in _OUT_OF_MEMORY):
            return _too_large(limit)
        how = f"was killed by {_signal_name(-code)}" if code < 0 else f"ended with status {code}"
        advice = "a native library met bytes that it cannot bear; get the file again, or print it to PDF anew"
        if code == -signal.SIGKILL:
            advice = "another process did that, perhaps the system for want of memory; try again"
        return WorkerCrashError(f"the process that parsed it {how}", exit_code=code, advice=advice)

    def _reap(self) -> tuple[int, int]:
        """Wait for the end of a process that was killed; return its exit code and the most bytes it had in use."""
        with self._lock:  # once it is reaped, its number may become that of another process
            if not self._pid:
                return 0, 0
            _, status, usage = os.wait4(self._pid, 0)
            self._pid = 0
        return os.waitstatus_to_exitcode(status), usage.ru_maxrss * _RSS_UNIT

    def _hear(self) -> bytes:
        """Return what the process printed since, at most some of it."""
        with suppress(OSError):
            return os.read(self._said, MOST_SAID)
        return b""

    def _close(self) -> None:
        for end in (self._calls, self._answers, self._said):
            if end >= 0:
                os.close(end)
        self._calls = self._answers = self._said = -1


def _wait(end_of_pipe: int, event: int, until: float | None) -> None:
    """Wait until a pipe is ready; `TimeoutError` if that takes too long."""
    if not _is_ready(end_of_pipe, event, None if until is None else max(0.0, until - time.monotonic())):
        raise TimeoutError


def _is_ready(end_of_pipe: int, event: int, seconds: float | None) -> bool:
    poll = select.poll()
    poll.register(end_of_pipe, event)
    return bool(poll.poll(None if seconds is None else 1000 * seconds))


def _widen(pipe: int) -> None:
    if sys.platform == "linux":
        from fcntl import F_SETPIPE_SZ, fcntl  # noqa: PLC0415  # there is none elsewhere

        with suppress(OSError):
            fcntl(pipe, F_SETPIPE_SZ, PIPE_BYTES)


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _too_slow(seconds: float | None) -> TimeLimitError:
    problem = "stopped by a timer" if seconds is None else f"not parsed within {seconds:g} s"
    return TimeLimitError(problem, advice="allow more time if the file is worth it, or split it")


def _too_large(limit: int | None) -> MemoryLimitError:
    problem = "not enough memory" if limit is None else f"not parsed within {limit >> 20} MiB of memory"
    return MemoryLimitError(problem, advice="allow more memory if the file is worth it, or split it")
