"""Loaded into workers by tests and benchmarks: makes a file that begins with a certain word do its worst.

Real files that crash a library are mended away with it; these harm any worker, and in the very place.
"""

import ctypes
import os
import threading
from pathlib import Path

from pcc_report.archive import record


def eat():
    held = []
    while True:
        held.append(bytearray(64 << 20))


def loop():
    while True:
        pass


def once(then):
    """Do it if nobody has before: a file whose luck was bad, in a folder that the file names in its second word."""

    def deed(data):
        try:
            (Path(data.split()[1].decode()) / "done").touch(exist_ok=False)
        except FileExistsError:
            return
        then()

    return deed


DEEDS = {
    b"HANG": lambda _: threading.Event().wait(),
    b"LOOP": lambda _: loop(),
    b"EAT": lambda _: eat(),
    b"SEGFAULT": lambda _: ctypes.string_at(0),
    b"ABORT": lambda _: os.abort(),
    b"BUG": lambda _: {}["missing"],
    b"UNLUCKY": once(os.abort),
}

honest_parse = record.parse


def parse(data, **given):
    deed = DEEDS.get(data.split(None, 1)[0] if data else b"")
    if deed:
        deed(data)
    return honest_parse(data, **given)


record.parse = parse
