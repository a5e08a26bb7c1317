"""Runs that are killed with SIGKILL at random moments: in the end the archive is as if nothing had happened."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from archive_work import everything, report

import pcc_report

ROUNDS = 4
"""For every day; `benchmarks/kill.py` has as many as you like."""


def command(*args):
    environment = {**os.environ, "PYTHONPATH": str(Path(pcc_report.__file__).parents[1])}
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "pcc_report", *map(str, args)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )


def done(told):
    """The files that a run said were done."""
    return [line.split()[2] for line in told.splitlines() if line.startswith("pcc-report: done ")]


@pytest.mark.parametrize("victim", ["parent", "worker"])
def test_killed_runs_leave_no_trace(work, tmp_path, victim):
    """Parent or worker: nothing is lost, half written, or done twice but what was under way."""
    work.write(**{f"f{n}": report(n) for n in range(40)}, empty=b"")
    work.run()
    undisturbed = everything(work)
    work.archive = tmp_path / "killed.db"
    chance = random.Random(5)  # noqa: S311
    finished = []
    for round_ in range(ROUNDS):
        run = command("batch", work.folder, "--into", work.archive, "--jobs", 2)
        wait = chance.randrange(9)
        told = [line for line in (run.stderr.readline() for _ in range(wait)) if line]
        time.sleep(chance.random() / 50)
        if round_ < ROUNDS - 1 and (victim == "parent" or not round_):
            kill(run.pid, victim, chance)
        finished += done("".join(told) + run.communicate(timeout=60)[1])

    assert undisturbed == everything(work)
    assert work.ask("PRAGMA integrity_check") == [("ok",)]
    assert len(finished) == len({*finished})


def kill(pid, victim, chance):
    pids = [pid]
    if victim == "worker":
        found = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False)  # noqa: S603, S607
        pids = [int(line) for line in found.stdout.split()]
    if pids:
        os.kill(chance.choice(pids), signal.SIGKILL)
