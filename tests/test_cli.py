"""The command: data on stdout, one line of trouble on stderr, and the exit codes that --help names."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("pcc_report.pipeline")

from pcc_report import cli, dumps, loads, parse, pipeline, schema
from pcc_report.cli import main, printable
from strategies import sample_result

GOOD = """Safer Exampleton Partnership
Police and Crime Commissioner Funding Report
April 2013 to March 2014
PCC Allocation £484,000
Actual Spend 2013-2014
Substance Misuse\t£400,000
Victim Support\t£85,000
Total\t£485,000
LPCB developments
- The panel met 6 times.
"""


@pytest.fixture
def good(tmp_path):
    path = tmp_path / "good.txt"
    path.write_text(GOOD, "utf-8", newline="")
    return path


@pytest.fixture
def bad(tmp_path):
    path = tmp_path / "bad.txt"
    path.write_bytes(b"")
    return path


def command(*args, stdin=b"", **more):
    """Run the command as a user does; its output as bytes."""
    whole = [sys.executable, "-m", "pcc_report", *map(os.fspath, args)]
    return subprocess.run(  # noqa: S603 - our own command
        whole, input=stdin, capture_output=True, check=False, timeout=60, **more
    )


def one_line(err):
    """The one printable line of trouble."""
    text = err.decode() if isinstance(err, bytes) else err
    assert text.endswith("\n")
    (line,) = text.splitlines()
    assert line.isprintable()
    assert len(line) <= 400
    assert "Traceback" not in line
    return line


# ---------------------------------------------------------------- parse


def test_parse_prints_a_document(good, capsys):
    """One file gives one document, equal to what `parse` gives, and nothing else."""
    assert main(["parse", str(good)]) == 0
    out, err = capsys.readouterr()

    assert parse(good) == loads(out)
    assert err == ""


def test_parse_of_several_files_is_an_array(good, capsys):
    """Several files give a JSON array, in the order given."""
    assert main(["parse", str(good), str(good)]) == 0

    assert len(json.loads(capsys.readouterr().out)) == 2


@pytest.mark.parametrize("form", cli.FORMATS)
def test_parse_writes_every_format(good, tmp_path, capsys, form):
    """A file is written whole, and the same as standard output."""
    out = tmp_path / "out"
    assert main(["parse", str(good), "--format", form, "-o", str(out)]) == 0
    assert main(["parse", str(good), "--format", form]) == 0

    assert capsys.readouterr().out.encode() == out.read_bytes()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["good.txt", "out"]


def test_parse_reads_standard_input():
    """A dash is standard input."""
    done = command("parse", "-", "--format", "csv", stdin=GOOD.encode())
    rows = list(csv.DictReader(io.StringIO(done.stdout.decode("utf-8-sig"), newline="")))

    assert (done.returncode, done.stderr) == (0, b"")
    assert rows[0]["file"] == "<stdin>"


def test_failed_inputs_do_not_stop_the_others(good, bad, capsys):
    """Of a bad and a good file one is said and one is printed; the exit code is 4."""
    assert main(["parse", str(bad), str(good), "--format", "jsonl"]) == 4
    out, err = capsys.readouterr()

    assert len(out.splitlines()) == 1
    assert "bad.txt" in one_line(err)


def test_nothing_parsed_is_3_and_writes_nothing(bad, tmp_path, capsys):
    """With no good file there is no output, and an older one is kept."""
    out = tmp_path / "out.json"
    out.write_text("old")
    assert main(["parse", str(bad), "-o", str(out)]) == 3

    assert out.read_text() == "old"
    assert "bad.txt" in one_line(capsys.readouterr().err)


def test_output_is_whole_or_not_there(good, tmp_path, monkeypatch, capsys):
    """A failure while writing leaves the older file, and no other."""
    out = tmp_path / "out.json"
    out.write_text("old")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert main(["parse", str(good), "-o", str(out)]) == 3
    assert out.read_text() == "old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["good.txt", "out.json"]
    assert "No space left" in one_line(capsys.readouterr().err)


def test_output_may_not_be_an_input(good, capsys):
    """A report is never written over."""
    assert main(["parse", str(good), "-o", str(good)]) == 2
    assert "is one of the inputs" in one_line(capsys.readouterr().err)
    assert good.read_text("utf-8") == GOOD


@pytest.mark.parametrize("out", ["", ".", "none/such/out.json"])
def test_output_needs_a_folder(good, capsys, out):
    """An output that cannot be is told before any work is done."""
    assert main(["parse", str(good), "-o", out]) == 2
    assert "cannot write to" in one_line(capsys.readouterr().err)


@pytest.mark.parametrize("pages", ["0", "a", "3-1", "1,,2", "", "1-", "-1", "1-999999999999", "²"])
def test_odd_pages_are_wrong_usage(good, capsys, pages):
    """Pages are numbers and ranges from 1."""
    assert main(["parse", str(good), f"--pages={pages}"]) == 2
    one_line(capsys.readouterr().err)


def test_pages_reach_the_pipeline(good, monkeypatch):
    """Numbers and ranges are put together."""
    seen = []

    def fake(source, *, pages, **given):  # noqa: ARG001
        seen.append(pages)
        return sample_result()

    monkeypatch.setattr(pipeline, "parse", fake)
    main(["parse", str(good), "--no-isolation", "--pages", "1,3-5"])

    assert [{1, 3, 4, 5}] == seen


# ---------------------------------------------------------------- bad inputs


def make_fifo(path):
    os.mkfifo(path)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda _: None, "No such file"),
        (Path.mkdir, "a folder"),
        (make_fifo, "a FIFO"),
        (lambda p: p.symlink_to("/dev/zero"), "a device"),
        (lambda p: p.symlink_to(p.name), "symbolic links"),
        (lambda p: p.write_bytes(b""), "empty"),
    ],
)
@pytest.mark.parametrize("name", ["parse", "check", "show"])
def test_bad_inputs_are_one_line(tmp_path, capsys, name, make, said):
    """What is no readable regular file is refused in one line that says why, without waiting."""
    path = tmp_path / "x.pdf"
    make(path)
    assert main([name, str(path)]) == 3
    out, err = capsys.readouterr()

    assert said in one_line(err)
    assert out == ""


@pytest.mark.parametrize(
    "name",
    ["new\nline.txt", "\x1b[31mred.txt", "\u202etxt.fdp", "x" * 250, os.fsdecode(b"\xff\xfe"), "\u2028"],
)
def test_odd_file_names_are_printable(tmp_path, capsys, name):
    """A file name can neither forge a line nor command a terminal, and a long one leaves the reason."""
    assert main(["parse", str(tmp_path / name)]) == 3
    assert "No such file" in one_line(capsys.readouterr().err)


@pytest.mark.parametrize(
    "error",
    [MemoryError(), RecursionError(), PermissionError(13, "Permission denied"), ValueError("a\nb" * 500)],
)
def test_faults_of_the_parser_are_one_line(good, monkeypatch, capsys, error):
    """Whatever goes wrong inside, a user sees a line and the exit code 3."""

    def broken(*_, **__):
        raise error

    monkeypatch.setattr(pipeline, "parse", broken)
    assert main(["parse", str(good), "--no-isolation"]) == 3
    assert "good.txt" in one_line(capsys.readouterr().err)


@pytest.mark.parametrize("what", ["parse", "check", "show"])
def test_isolation_changes_nothing_else(good, bad, capsys, what):
    """In a worker process or not: the same output, trouble and exit codes."""

    def run(*isolation):
        codes = [main([what, str(path), *isolation]) for path in (good, bad)]
        return codes, capsys.readouterr()

    assert run() == run("--no-isolation")
    assert run()[0] == [0, 3]


def test_limits_end_a_file_and_not_the_rest(good, tmp_path, capsys):
    """A file that takes too long is one line, and the others are done."""
    slow = tmp_path / "slow.txt"
    slow.write_text(GOOD + "".join(f"Scheme {n} of the year\t£{n},000\n" for n in range(100_000)), "utf-8")
    assert main(["parse", str(slow), str(good), "--time-limit", "1", "--format", "jsonl"]) == 4
    out, err = capsys.readouterr()

    assert one_line(err).startswith(f"pcc-report: {slow}: not parsed within 1 s; ")
    assert loads(out).source.name == "good.txt"


@pytest.mark.parametrize("wrong", [["--time-limit", "0"], ["--memory-limit", "x"], ["--time-limit", "nan"]])
def test_wrong_limits_are_wrong_usage(good, capsys, wrong):
    """A limit is a number above zero."""
    assert main(["parse", str(good), *wrong]) == 2
    assert "a limit is a number above 0" in one_line(capsys.readouterr().err)


def test_interrupts_are_130(good, monkeypatch, capsys):
    """Control-C ends with 130 and a line."""

    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "parse", interrupted)
    assert main(["parse", str(good), "--no-isolation"]) == 130
    assert one_line(capsys.readouterr().err) == "pcc-report: interrupted"


def test_printable_shows_what_it_hides():
    """Control and bidi characters are shown as escapes; other text is left."""
    assert printable("a\nb\x1b[0m\u202e\udcff £ é 😀") == r"a\nb\x1b[0m\u202e\udcff £ é 😀"
    assert printable("a" * 11, 10) == "aaaaaaa..."


# ---------------------------------------------------------------- standard streams


def shell(line, *args):
    """What a shell gives for a line with the command in place of CMD."""
    return subprocess.run(  # noqa: S603 - our own command
        ["/bin/sh", "-c", line.replace("CMD", f"{sys.executable} -m pcc_report"), "sh", *map(str, args)],
        capture_output=True,
        check=False,
        timeout=60,
    )


def test_closed_pipes_end_quietly(good):
    """A reader that goes away, as ``head`` does, is no fault."""
    done = shell('CMD show "$1" "$1" 2>&1 | true; CMD parse "$1" "$1" "$1" | head -c 1', good)

    assert b"Traceback" not in done.stdout + done.stderr
    assert done.stderr == b""


def test_full_and_closed_outputs_are_one_line(good):
    """An output that takes nothing is said, with the exit code 3."""
    if Path("/dev/full").exists():
        full = shell('CMD parse "$1" > /dev/full', good)
        assert full.returncode == 3
        assert "No space left" in one_line(full.stderr)
    closed = shell('CMD parse "$1" >&-', good)
    assert closed.returncode == 3
    assert "standard output is closed" in one_line(closed.stderr)


def test_locale_does_not_matter(good):
    """Output is UTF-8 whatever the locale says."""
    plain = command("parse", good, env={**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"})

    assert (plain.returncode, plain.stderr) == (0, b"")
    assert plain.stdout == command("parse", good).stdout
    assert "£".encode() in plain.stdout


# ---------------------------------------------------------------- check, show, schema, help


def test_check_prints_lines_like_a_linter(good, monkeypatch, capsys):
    """A diagnostic is a line with file, page, line, code, severity, name and message."""
    monkeypatch.setattr(pipeline, "parse", lambda *_, **__: sample_result())
    assert main(["check", str(good), "--no-isolation"]) == 0

    assert f"{good}:1:2: PR401 warning total-mismatch: adds up to 1\n" == capsys.readouterr().out


@pytest.mark.parametrize(("limit", "status"), [("info", 1), ("warning", 1), ("error", 0), ("never", 0)])
def test_check_fails_on_a_severity(good, monkeypatch, capsys, limit, status):
    """The exit code is 1 from the severity on that was asked for."""
    monkeypatch.setattr(pipeline, "parse", lambda *_, **__: sample_result())
    assert status == main(["check", str(good), "--no-isolation", "--fail-on", limit, "--format", "json"])
    (row,) = json.loads(capsys.readouterr().out)

    assert (str(good), 1, 2, "PR401", "warning") == tuple(row[k] for k in ("file", "page", "line", "code", "severity"))


def test_check_explains_rules(capsys):
    """A code or a name is explained without a file; an unknown one is wrong usage."""
    assert main(["check", "--explain", "pr401"]) == 0
    assert "total-mismatch" in capsys.readouterr().out
    assert main(["check", "--explain", "PR999"]) == 2
    assert "PR999" in one_line(capsys.readouterr().err)


def test_show_accounts_for_every_line(good, capsys):
    """Every source line is printed under its page and number, and nothing of it is left without a claim."""
    assert main(["show", str(good)]) == 0
    out = capsys.readouterr().out

    for number, line in enumerate(GOOD.splitlines(), 1):
        assert f"1:{number}  ".rjust(10) + line.replace("\t", "    ") in out
    assert "value" in out
    assert "UNCLAIMED" not in out


def test_schema_is_printed(capsys):
    """The committed schema comes out as it is."""
    assert main(["schema"]) == 0
    assert schema() == json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(
    "args",
    [
        [],
        ["parse"],
        ["check"],
        ["nonsense"],
        ["parse", "x", "--format", "xml\n"],
        ["parse", "-", "-"],
        ["--jsom"],
    ],
)
def test_wrong_usage_is_2_in_one_line(capsys, args):
    """Usage errors are one line that points at --help."""
    assert main(args) == 2
    assert "--help" in one_line(capsys.readouterr().err) or args == ["parse", "-", "-"]


def test_help_names_commands_and_exit_codes(capsys):
    """The help lists every command and every exit code."""
    assert main(["--help"]) == 0
    out = capsys.readouterr().out
    for word in ("parse", "check", "show", "schema", "--version", "130", "exit codes"):
        assert word in out
    assert main(["--version"]) == 0
    assert main(["parse", "--help"]) == 0


def test_help_is_quick():
    """The help takes at most 60 ms of processor more than bare Python, at the best of several runs."""

    def processor():
        times = os.times()
        return times.children_user + times.children_system

    def seconds(*args):
        best = 9.0
        for _ in range(5):
            began = processor()
            subprocess.run([sys.executable, *args], check=True, capture_output=True)  # noqa: S603
            best = min(best, processor() - began)
        return best

    assert seconds("-m", "pcc_report", "--help") - seconds("-c", "pass") < 0.06


def test_documents_are_the_same_each_time(good):
    """The same input gives the same bytes, whatever the hash seed."""
    outs = {command("parse", good, env={**os.environ, "PYTHONHASHSEED": seed}).stdout for seed in "123"}

    assert len(outs) == 1
    assert dumps(parse(good)) + "\n" == outs.pop().decode()
