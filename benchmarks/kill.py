"""Runs killed with SIGKILL at random moments, then run again: is the archive that of an undisturbed run, row by row?

    python benchmarks/kill.py [--kills 200] [--files 60] [--seed 5]

A third of the kills each hits a batch, one of its workers, or an export. After some kills the run is let finish, and
archive and export are compared with those of a run that nobody disturbed; then a new archive is begun. Needs Linux.
"""

import argparse
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = [sys.executable, "-m", "pcc_report"]

Rows = dict[str, list[tuple[object, ...]]]


def batch(folder: Path, into: Path) -> subprocess.Popen[str]:
    """Start a batch."""
    command = [*PROGRAM, "batch", str(folder), "--into", str(into), "--jobs", "2"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def export(into: Path, to: Path) -> subprocess.Popen[str]:
    """Start an export."""
    command = [*PROGRAM, "export", str(into), "--to", str(to), "--format", "csv"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def done(told: str) -> list[str]:
    """Return the files that a batch said it did."""
    return [
        line.split(" ", 2)[2].rpartition(",")[0] for line in told.splitlines() if line.startswith("pcc-report: done ")
    ]


def workers_of(pid: int) -> list[int]:
    """Return the processes that the threads of a process have started."""
    found = [path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/children")]
    return [int(child) for children in found for child in children.split()]


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file of an export."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def rows_of(into: Path) -> Rows:
    """Return the rows of all tables, with the SHA-256 of their file in place of its number; times are left out."""
    found: Rows = {}
    with closing(sqlite3.connect(into)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        hashes = dict(db.execute("SELECT file_id, sha256 FROM files"))
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1")]
        for table in tables:
            if table.startswith("search_"):
                continue
            read = db.execute(f"SELECT * FROM {table}")  # noqa: S608
            names = [column[0] for column in read.description]
            rows = (
                tuple(
                    hashes.get(value, value) if name.endswith("file_id") else value
                    for name, value in zip(names, row, strict=True)
                    if name != "milliseconds"
                )
                for row in read
            )
            found[table] = sorted(rows, key=repr)
    return found


def killed(
    run: subprocess.Popen[str], victim: str, chance: random.Random, *, lines: int, seconds: float
) -> tuple[str, bool]:
    """Kill a run, or one of its workers, after some lines and a while; return what it told, and whether it was hit."""
    assert run.stderr is not None
    told = "".join(run.stderr.readline() for _ in range(lines))
    time.sleep(seconds)
    pids = workers_of(run.pid) if victim == "worker" else [run.pid]
    hit = run.poll() is None and bool(pids)
    if hit:
        os.kill(chance.choice(pids), signal.SIGKILL)
    return told + run.communicate(timeout=300)[1], hit


def main() -> int:
    """Kill, compare, and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--files", type=int, default=60)
    parser.add_argument("--seed", type=int, default=5)
    options = parser.parse_args()
    chance = random.Random(options.seed)  # noqa: S311
    kills: Counter[str] = Counter()
    archives, wrong, twice = 0, 0, 0
    seed = (ROOT / "fixtures" / "reports" / "seed-text" / "source.txt").read_bytes()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "in"
        folder.mkdir()
        for number in range(options.files):
            (folder / f"{number:03}.txt").write_bytes(seed + b"\nReference: %d\n" % number if number % 20 else b"")
        once, exported = Path(place) / "once.db", Path(place) / "once"
        batch(folder, once).communicate()
        began = time.monotonic()
        export(once, exported).communicate()
        longest = time.monotonic() - began
        undisturbed, written = rows_of(once), contents(exported)
        while sum(kills.values()) < options.kills:
            archives += 1
            into, to = Path(place) / f"{archives}.db", Path(place) / str(archives)
            finished: list[str] = []
            # one worker an archive: a file whose worker dies twice is quarantined, as it must be
            for victim in ["worker", *["parent"] * chance.randrange(1, 3)]:
                lines = chance.randrange(options.files // 2)
                told, hit = killed(batch(folder, into), victim, chance, lines=lines, seconds=chance.random() / 20)
                kills[victim] += hit
                finished += done(told)
            finished += done(batch(folder, into).communicate()[1])
            for _ in range(2):
                seconds = longest * chance.uniform(0.4, 0.9)
                kills["export"] += killed(export(into, to), "export", chance, lines=0, seconds=seconds)[1]
            export(into, to).communicate()
            twice += len(finished) - len({*finished})
            wrong += rows_of(into) != undisturbed or contents(to) != written
    print(
        f"{sum(kills.values())} kills {dict(kills)} over {archives} archives of {options.files} files: "
        f"{wrong} differ from an undisturbed one, {twice} files done twice"
    )
    return 1 if wrong or twice else 0


if __name__ == "__main__":
    sys.exit(main())
