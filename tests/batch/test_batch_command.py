"""`pcc-report batch` and `export`: what is told, exit codes, and files that are the same for any number of workers."""

import csv
import io
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from archive_work import report

from pcc_report import cli, loads
from pcc_report.archive import EXPORTS, Archive
from pcc_report.batch.archiving import Retry
from pcc_report.cli import main


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with a good file, a copy of it and a bad one, as current folder."""
    monkeypatch.chdir(tmp_path)
    Path("in/deep").mkdir(parents=True)
    Path("in/a.txt").write_bytes(report(1))
    Path("in/deep/b.txt").write_bytes(report(2))
    Path("in/empty.txt").write_bytes(b"")
    return tmp_path


def batch(*args):
    return main(["batch", *args, "--into", "a.db"])


def ask(query):
    with closing(sqlite3.connect("a.db")) as db:
        return db.execute(query).fetchall()


@pytest.mark.usefixtures("folder")
def test_a_batch_tells_of_each_file_and_sums_up(capsys):
    """A line for each file on standard error, a summary on standard output, 4 where some failed."""
    assert batch("in") == 4
    out, err = capsys.readouterr()

    assert out.startswith("a.db: 2 done, 0 known, 1 failed, 0 quarantined, in ")
    assert sorted(line.split(",")[0].split(": ")[1] for line in err.splitlines()) == [
        "done in/a.txt",
        "done in/deep/b.txt",
        "failed in/empty.txt",
    ]
    assert "failed in/empty.txt: unreadable: the file is empty" in err
    assert batch("in") == 4
    assert capsys.readouterr().out.startswith("a.db: 0 done, 2 known, 1 failed,")


@pytest.mark.usefixtures("folder")
def test_exit_codes_of_a_batch(capsys):
    """0 where all is done, 3 where nothing could be, 2 for wrong usage."""
    assert batch("in/a.txt") == 0
    assert batch("in/empty.txt") == 3
    assert batch("nowhere") == 3
    assert batch("in", "--jobs", "0") == 2
    assert batch("in", "--retry", "all") == 2
    assert main(["batch", "in"]) == 2
    assert "--into" in capsys.readouterr().err


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("end", [b"\n", b"\0"])
def test_a_list_of_names_is_taken_from_standard_input(monkeypatch, end):
    """With line ends, or with a NUL behind each name, which may then hold line ends."""
    Path("new\nline.txt").write_bytes(report(9))
    names = [b"in/a.txt", b"in/deep"] + ([b"new\nline.txt"] if end == b"\0" else [])
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"".join(name + end for name in names))))
    assert batch("-") == 0

    assert len(names) == len(ask("SELECT * FROM results"))


@pytest.mark.usefixtures("folder")
def test_a_terminal_sees_a_line_that_is_rewritten(monkeypatch, capsys):
    """Files, rate, failures and what is left; failures stay above it."""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    progress = cli._Progress()
    progress.total, progress._shown = 10, -1.0
    progress.tell(cli_outcome("done"))
    err = capsys.readouterr().err

    assert "1 of 10 files, " in err
    assert "0 failed" in err
    assert "\n" not in err
    progress.tell(cli_outcome("failed", ValueError("why")))
    assert "failed a.txt" in capsys.readouterr().err


def cli_outcome(fate, error=None):
    from pcc_report.batch.archiving import Fate, Outcome
    from pcc_report.errors import UnreadableInputError

    return Outcome(path="a.txt", fate=Fate(fate), error=error and UnreadableInputError(str(error)))


@pytest.mark.usefixtures("folder")
def test_failures_are_tried_again_when_asked(capsys):
    """And a path that has another content now is parsed without being asked."""
    batch("in")
    capsys.readouterr()
    assert batch("in", "--retry", "failed") == 4
    assert "failed in/empty.txt" in capsys.readouterr().err
    Path("in/empty.txt").write_bytes(report(3))
    assert batch("in") == 0

    assert ask("SELECT pence FROM figures ORDER BY 1") == [(100,), (200,), (300,)]


@pytest.mark.usefixtures("folder")
def test_an_interrupted_batch_ends_at_once():
    """Control-C ends it within a second, with 130 and a line; what was done is kept, and no process is left."""
    slow = "".join(f"Scheme {n} of the year\t£{n},000\n" for n in range(30_000))
    for number in range(4):
        Path(f"in/z{number}.txt").write_text(f"{number}\n{slow}", "utf-8")
    command = [sys.executable, "-m", "pcc_report", "batch", "in", "--into", "a.db", "--jobs", "2"]
    environment = {**os.environ, "PYTHONPATH": str(Path(cli.__file__).parents[1])}
    run = subprocess.Popen(  # noqa: S603
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=environment, start_new_session=True
    )
    told = "".join(run.stderr.readline() for _ in range(3))
    began = time.monotonic()
    os.kill(run.pid, signal.SIGINT)
    told += run.communicate(timeout=30)[1]

    assert time.monotonic() - began < 3  # 1 on a quiet machine
    assert run.returncode == 130
    assert told.endswith("pcc-report: interrupted\n")
    assert len(ask("SELECT * FROM results")) == 2
    with pytest.raises(ProcessLookupError):
        os.killpg(run.pid, 0)


@pytest.mark.usefixtures("folder")
def test_an_archive_that_cannot_be_written_is_one_line(capsys, tmp_path):
    """A folder that is none, or a file of somebody else: one line and 3, nothing damaged."""
    Path("other.db").write_bytes(b"a letter, and no database " * 50)
    for into in ("nowhere/a.db", "other.db", str(tmp_path)):
        assert main(["batch", "in", "--into", into]) == 3
        (line,) = capsys.readouterr().err.splitlines()
        assert Path(into).name in line
    assert Path("other.db").read_bytes().startswith(b"a letter")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is none here")
@pytest.mark.usefixtures("folder")
def test_a_full_disk_is_one_line_and_damages_nothing(capsys):
    """The archive is as it was, and goes on when there is room."""
    batch("in/a.txt")
    with Archive("a.db") as archive:
        (pages,) = archive._db.execute("PRAGMA page_count").fetchone()
    capsys.readouterr()
    connect = sqlite3.connect

    def small(*args, **named):
        db = connect(*args, **named)
        db.execute(f"PRAGMA max_page_count = {pages}")
        return db

    for number in range(60):
        Path(f"in/{number}.txt").write_bytes(report(number + 10) * 20)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite3, "connect", small)
        assert batch("in") == 3
    last = capsys.readouterr().err.splitlines()[-1]

    assert last.startswith("pcc-report: a.db: database or disk is full; make room")
    assert ask("PRAGMA integrity_check") == [("ok",)]
    assert batch("in") == 4
    assert len(ask("SELECT * FROM results")) == 62


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("format_name", sorted(EXPORTS))
def test_exports_are_the_same_for_any_number_of_workers(format_name):
    """Byte by byte, and again after a second export over the first."""
    for number in range(20):
        Path(f"in/{number}.txt").write_bytes(report(number))
    main(["batch", "in", "--into", "one.db", "--jobs", "1"])
    main(["batch", "in/deep", "in", "--into", "four.db", "--jobs", "4"])
    for name in ("one", "four", "four"):
        assert main(["export", f"{name}.db", "--to", name, "--format", format_name]) == 0

    assert contents("one") == contents("four")
    assert len(contents("one")) == {"csv": 16, "jsonl": 2}[format_name]


def contents(folder):
    return {path.name: path.read_bytes() for path in Path(folder).iterdir()}


@pytest.mark.usefixtures("folder")
def test_json_lines_are_whole_results(capsys):
    """Each line is read back by `loads`; what failed is among the files, with why."""
    batch("in")
    main(["export", "a.db", "--to", "out"])
    assert "out/results.jsonl" in capsys.readouterr().out
    results = [loads(line) for line in Path("out/results.jsonl").read_text("utf-8").splitlines()]
    files = [json.loads(line) for line in Path("out/files.jsonl").read_text("utf-8").splitlines()]

    assert [result.source.sha256 for result in results] == [f["sha256"] for f in files if f["status"] == "done"]
    assert [f["paths"] for f in files if f["error_code"] == "unreadable"] == [["in/empty.txt"]]


@pytest.mark.usefixtures("folder")
def test_cells_of_csv_are_harmless():
    """A category that a spreadsheet would run is no formula, and a number stays one."""
    Path("in/a.txt").write_text(
        "Anytown Partnership\n\nActual spend\n\n=cmd|' /C calc'!A0\t£900\nVariance\t-£1.50\n", "utf-8"
    )
    batch("in")
    main(["export", "a.db", "--to", "out", "--format", "csv"])
    cells = [
        cell
        for path in Path("out").glob("*.csv")
        for row in csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline=""))
        for cell in row
    ]

    assert any(cell.startswith("'=cmd") for cell in cells)
    assert not [cell for cell in cells if cell[:1] in set("=+@|\t\r")]


@pytest.mark.usefixtures("folder")
def test_a_killed_export_leaves_nothing_for_long():
    """What it had begun to write is swept up by the next one."""
    batch("in")
    Path("out").mkdir()
    Path("out/.pcc-report-x1.tmp").write_bytes(b"half")
    Path("out/mine.txt").write_bytes(b"")
    main(["export", "a.db", "--to", "out"])

    assert sorted(contents("out")) == ["files.jsonl", "mine.txt", "results.jsonl"]


@pytest.mark.usefixtures("folder")
def test_an_export_that_cannot_be_written_is_one_line(capsys):
    """A folder that is a file, an archive that is none."""
    batch("in")
    Path("taken").touch()
    capsys.readouterr()
    assert main(["export", "a.db", "--to", "taken"]) == 3
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert main(["export", "nowhere.db", "--to", "out"]) == 3
    assert "there is no such archive" in capsys.readouterr().err


def test_help_names_what_there_is():
    """The names that are said twice, so that the help is quick, agree."""
    assert cli.EXPORTS == tuple(EXPORTS)
    assert cli.RETRIES == tuple(Retry)


@pytest.mark.usefixtures("folder")
def test_an_archive_is_made_with_the_rights_of_other_files():
    """Nothing but the archive is left beside it."""
    batch("in")

    assert [path.name for path in Path().glob("a.db*")] == ["a.db"]
