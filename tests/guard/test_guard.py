"""Whatever a call does in its worker, the caller gets what it returns, or one typed error, and the next call works."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import calls
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pcc_report.errors import (
    InternalError,
    LimitExceededError,
    MemoryLimitError,
    TimeLimitError,
    UnreadableInputError,
    UsageError,
    WorkerCrashError,
)
from pcc_report.guard import Guard, Limits


@pytest.fixture(scope="module")
def guard():
    with Guard(Limits(time=0.3, memory=256 << 20)) as guard:
        yield guard


@settings(max_examples=30)
@given(st.recursive(st.none() | st.integers() | st.text() | st.binary(), st.lists))
def test_values_come_through(guard, value):
    """What a function returns is what the caller gets."""
    assert value == guard.call(calls.echo, value)


@pytest.mark.parametrize("size", [0, 1 << 16, (1 << 20) - 7, 8 << 20])
def test_large_values_come_through(guard, size):
    """Neither a large argument nor a large answer is cut, or waits for ever in a full pipe."""
    value = os.urandom(size)

    assert value == guard.call(calls.echo, value)


@pytest.mark.parametrize(
    ("function", "error", "said"),
    [
        (calls.loop, TimeLimitError, "not parsed within 0.3 s"),
        (calls.hang, TimeLimitError, "not parsed within 0.3 s"),
        (calls.stuck_natively, TimeLimitError, "not parsed within 0.3 s"),
        (calls.eat, MemoryLimitError, "not parsed within 256 MiB"),
        (calls.abort_for_memory, MemoryLimitError, "not parsed within 256 MiB"),
        (calls.abort, WorkerCrashError, "was killed by SIGABRT"),
        (calls.segfault, WorkerCrashError, "was killed by SIGSEGV"),
        (calls.kill_itself, WorkerCrashError, "was killed by SIGKILL"),
        (calls.leave, WorkerCrashError, "ended with status 7"),
        (calls.refuse, UnreadableInputError, "page 3: a scan; run OCR"),
        (calls.not_there, FileNotFoundError, "/nowhere/at/all"),
        (calls.bug, InternalError, "KeyError: 'missing'"),
        (calls.nest, LimitExceededError, "nested too deeply"),
        (calls.unpicklable, InternalError, "pickle"),
    ],
)
def test_each_end_is_one_typed_error(guard, function, error, said):
    """A call that ends badly raises the error of its kind, and the next call is answered."""
    with pytest.raises(error) as raised:
        guard.call(function)

    assert said in str(raised.value)
    assert "\n" not in str(raised.value)
    assert guard.call(calls.echo, 1) == 1


def test_a_worker_that_will_not_end_is_killed(monkeypatch):
    """Where the worker's own timers do nothing, the parent ends it."""
    monkeypatch.setattr("pcc_report.guard.process.GRACE", 0.1)
    with Guard(Limits(time=0.1)) as guard, pytest.raises(TimeLimitError):
        guard.call(calls.hang_without_signals)


def test_internal_errors_have_their_traceback(guard):
    """A fault of ours can be told with where it happened."""
    with pytest.raises(InternalError) as raised:
        guard.call(calls.bug)

    assert "calls.py" in raised.value.details


def test_workers_are_kept(guard):
    """Call after call goes to the same process."""
    assert guard.call(calls.pid) == guard.call(calls.pid) != os.getpid()


def test_workers_are_renewed(monkeypatch):
    """After so many calls a worker is replaced, so that what a library leaks does not add up."""
    monkeypatch.setattr("pcc_report.guard.MOST_CALLS", 2)
    with Guard() as guard:
        pids = [guard.call(calls.pid) for _ in range(4)]

    assert pids[0] == pids[1] != pids[2] == pids[3]


def test_an_idle_worker_that_was_killed_harms_nobody(guard):
    """The next call goes to a new worker."""
    os.kill(guard.call(calls.pid), signal.SIGKILL)
    time.sleep(0.1)

    assert guard.call(calls.echo, 1) == 1


def test_printing_does_no_harm(guard):
    """What a library prints, at whatever level and length, is neither an answer nor a reason to wait."""
    assert guard.call(calls.print_much) is None


def test_threads_have_workers_of_their_own():
    """Calls of several threads run side by side, and each gets its own answer."""
    with Guard() as guard, ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda n: guard.call(calls.echo, n), range(200)))

    assert list(range(200)) == answers


def test_closing_ends_running_calls():
    """A closed guard leaves no process behind, whatever they were doing, and takes no more calls."""
    guard = Guard(Limits(time=60))
    worker = guard.call(calls.pid)
    with ThreadPoolExecutor(1) as threads:
        running = threads.submit(guard.call, calls.loop)
        time.sleep(0.5)
        begin = time.monotonic()
        guard.close()

        assert isinstance(running.exception(), WorkerCrashError)
    assert time.monotonic() - begin < 3  # 1 on a quiet machine
    assert not is_running(worker)
    with pytest.raises(UsageError):
        guard.call(calls.echo, 1)


def test_a_fork_starts_workers_of_its_own(guard):
    """A process forked off in between does not take the answers of its parent."""
    guard.call(calls.echo, 0)
    child = os.fork()
    if not child:
        try:
            guard.forget()
            os._exit(guard.call(calls.echo, 5))
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)

    assert os.waitstatus_to_exitcode(status) == 5
    assert guard.call(calls.echo, 6) == 6


def test_workers_end_with_their_parent():
    """A parent that is killed leaves no worker behind, not even one that hangs."""
    code = (
        "import sys, threading; sys.path.insert(0, sys.argv[1]); import calls\n"
        "from pcc_report.guard import Guard, Limits\n"
        "guard = Guard(Limits(time=0.3)); print(guard.call(calls.pid), flush=True); guard.call(calls.hang)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code, os.path.dirname(calls.__file__)], stdout=subprocess.PIPE)  # noqa: S603, PTH120
    worker = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    end = time.monotonic() + 5
    while time.monotonic() < end and is_running(worker):
        time.sleep(0.05)

    assert not is_running(worker)


def is_running(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:  # noqa: PTH123
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.parametrize("limits", [{"time": 0}, {"memory": -1}])
def test_limits_are_above_zero(limits):
    """A limit of nothing is a mistake, and said at once."""
    with pytest.raises(UsageError):
        Limits(**limits)
