"""What a guard is asked to call in tests: functions that end well, badly, or not at all."""

import ctypes
import os
import signal
import sys
import threading
import time

from pcc_report.errors import UnreadableInputError


def echo(value):
    return value


def pid():
    return os.getpid()


def hang():
    threading.Event().wait()


def hang_without_signals():
    """As a native library might that blocks what would end it."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM, signal.SIGPROF})
    time.sleep(60)


def loop():
    while True:
        pass


def stuck_natively():
    """Sleep in C with the interpreter's lock held: no Python code of this process runs any more."""
    ctypes.PyDLL(None).sleep(60)


def eat():
    held = []
    while True:
        held.append(bytearray(64 << 20))


def abort():
    os.abort()


def segfault():
    ctypes.string_at(0)


def leave():
    os._exit(7)


def abort_for_memory():
    os.write(2, b"terminate called after throwing an instance of 'std::bad_alloc'\n")
    os.abort()


def kill_itself():
    os.kill(os.getpid(), signal.SIGKILL)


def print_much():
    for _ in range(100):
        print("x" * 10_000)  # noqa: T201
        print("x" * 10_000, file=sys.stderr)  # noqa: T201
        os.write(1, b"native")


def refuse():
    problem = "a scan"
    raise UnreadableInputError(problem, page=3, advice="run OCR")


def not_there():
    return open("/nowhere/at/all")  # noqa: PTH123


def bug():
    return {}["missing"]


def nest(depth=0):
    return nest(depth + 1)


def unpicklable():
    return lambda: None
