"""The command ``pcc-report``: arguments in, exit codes out.

Data goes to standard output, all else to standard error, where each bad input gets one line. Whatever is
heavy is imported where it is used, so that ``--help`` is quick.
"""

import argparse
import os
import re
import stat
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from pcc_report._version import __version__

TYPE_CHECKING = False  # see the package
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, BinaryIO, NoReturn, Self, TypeVar

    from pcc_report.batch.archiving import Outcome
    from pcc_report.guard import Guard, Limits
    from pcc_report.model import ParseResult

    T = TypeVar("T")

DONE, FOUND, USAGE, NOTHING, SOME_FAILED, INTERRUPTED = 0, 1, 2, 3, 4, 130

FORMATS = ("json", "jsonl", "csv", "markdown")
"""The names of `pcc_report.export.EXPORTERS`, said here too so that ``--help`` need not import them."""

EXPORTS = ("jsonl", "csv")
"""The names of `pcc_report.archive.EXPORTS`, likewise."""

RETRIES = ("failed", "outdated")
"""The values of `pcc_report.batch.archiving.Retry`, likewise."""

EXIT_CODES = """\
exit codes:
  0    done
  1    `check` found a diagnostic at or above --fail-on
  2    wrong usage
  3    nothing could be parsed, or the output could not be written
  4    some of the inputs failed; the others were done
  130  interrupted
"""

LONGEST_LINE = 400
MOST_PAGES = 100_000
MOST_LIMIT = 10_000_000

_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)


def main(argv: list[str] | None = None) -> int:
    """Run the command; return its exit code."""
    try:
        status = _run(argv)
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        _forget_stdout()
        return DONE
    except KeyboardInterrupt:
        _say("interrupted")
        return INTERRUPTED
    except OSError as e:
        _say(f"cannot write: {_reason(e)}")
        _forget_stdout()
        return NOTHING
    return status


def printable(text: str, limit: int | None = None) -> str:
    r"""Return *text* on one line that no terminal obeys: control and bidi signs as ``\n``, ``\u202e``."""
    text = _UNPRINTABLE.sub(lambda m: m[0].encode("unicode_escape").decode(), text)
    return text if limit is None or len(text) <= limit else text[: limit - 3] + "..."


# ---------------------------------------------------------------- arguments


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str) -> "NoReturn":
        _say(f"{message} (see {self.prog} --help)")
        raise SystemExit(USAGE)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="pcc-report",
        description="Read funding reports of Police and Crime Commissioners (PDF, text) into exact data.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"pcc-report {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True, parser_class=_Parser)

    def command(name: str, summary: str) -> argparse.ArgumentParser:
        return commands.add_parser(
            name,
            help=summary,
            description=summary[0].upper() + summary[1:] + ".",
            epilog=EXIT_CODES,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )

    def takes_words(part: argparse.ArgumentParser) -> None:
        part.add_argument("--vocabulary", metavar="FILE", help="words of your own over ours, a TOML file")
        part.add_argument(
            "--verify",
            choices=("doubt", "always", "never"),
            default="doubt",
            help="which pages of a PDF a second reader reads too: those in doubt (default), all, or none (fastest)",
        )
        part.add_argument(
            "--password-file", metavar="FILE", help="the password of encrypted PDFs is the first line of this file"
        )
        part.add_argument(
            "--time-limit", type=_above_zero, metavar="S", help="seconds of processor time for a file (default: 30)"
        )
        part.add_argument(
            "--memory-limit", type=_above_zero, metavar="MIB", help="MiB of memory for a file (default: 1024)"
        )

    def takes_pages(part: argparse.ArgumentParser) -> None:
        part.add_argument("--pages", type=_pages, metavar="PAGES", help="these pages only, such as 1,3-5")
        part.add_argument(
            "--no-isolation",
            action="store_true",
            help="parse in this process, without limits, rather than in one that may hang or crash without harm",
        )
        takes_words(part)

    parse = command("parse", "parse reports and print their data")
    parse.add_argument(
        "files", nargs="+", metavar="FILE", help="a report, or a result of ours (.json); - for standard input"
    )
    parse.add_argument(
        "--format",
        choices=FORMATS,
        default=FORMATS[0],
        help="json (default; an array if several files are given), jsonl (a document a line), "
        "csv (a row for each sum of money), markdown (to read)",
    )
    parse.add_argument(
        "-o",
        "--output",
        default="-",
        metavar="OUT",
        help="write here, whole or not at all; - for standard output",
    )
    takes_pages(parse)

    check = command("check", "print what is doubtful in reports, as a linter does")
    check.add_argument("files", nargs="*", metavar="FILE", help="a report; - for standard input")
    check.add_argument(
        "--fail-on",
        choices=("info", "warning", "error", "never"),
        default="error",
        help="exit with 1 if a diagnostic is at least this severe (default: error)",
    )
    check.add_argument("--explain", metavar="CODE", help="print what a diagnostic means, such as PR401")
    check.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    takes_pages(check)

    show = command("show", "print every line of a report with what each part of it was taken for")
    show.add_argument("file", metavar="FILE", help="a report; - for standard input")
    takes_pages(show)

    batch = command("batch", "parse many files into an archive, and go on where a former run stopped")
    batch.add_argument(
        "inputs",
        nargs="+",
        metavar="INPUT",
        help="a file, a folder with all that is in it, a zip archive; - for a list of these on standard input, "
        "one a line, or with a NUL behind each",
    )
    batch.add_argument("--into", required=True, metavar="ARCHIVE", help="an SQLite file, made where it is missing")
    batch.add_argument("--jobs", type=_count, metavar="N", help="files at the same time (default: one a processor)")
    batch.add_argument(
        "--retry",
        action="append",
        choices=RETRIES,
        default=[],
        help="parse again what failed, or what another version of the parser has done; may be given twice",
    )
    takes_words(batch)

    export = command("export", "write what an archive has into files")
    export.add_argument("archive", metavar="ARCHIVE", help="as `batch` made it")
    export.add_argument("--to", required=True, metavar="FOLDER", help="made where it is missing")
    export.add_argument(
        "--format",
        choices=EXPORTS,
        default=EXPORTS[0],
        help="jsonl (default; a result a line, and a file a line), csv (a file for each table)",
    )

    command("schema", "print the JSON Schema of results")
    return parser


def _pages(text: str) -> frozenset[int]:
    pages: set[int] = set()
    for part in text.split(","):
        found = re.fullmatch(r"\s*([0-9]{1,6})\s*(?:-\s*([0-9]{1,6})\s*)?", part)
        first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
        if not 1 <= first <= last <= MOST_PAGES:
            msg = f"pages are numbers and ranges from 1, such as 1,3-5, not {part[:40]!r}"
            raise argparse.ArgumentTypeError(msg)
        pages.update(range(first, last + 1))
    return frozenset(pages)


def _count(text: str) -> int:
    if re.fullmatch("[1-9][0-9]{0,2}", text):
        return int(text)
    msg = f"a number from 1 to 999, not {text[:40]!r}"
    raise argparse.ArgumentTypeError(msg)


def _above_zero(text: str) -> float:
    with suppress(ValueError):
        number = float(text)
        if 0 < number < MOST_LIMIT:
            return number
    msg = f"a limit is a number above 0, not {text[:40]!r}"
    raise argparse.ArgumentTypeError(msg)


# ---------------------------------------------------------------- commands


def _run(argv: list[str] | None) -> int:
    parser = _parser()
    try:
        args = parser.parse_args(argv)
        _refuse_nonsense(parser, args)
    except SystemExit as e:
        return e.code if isinstance(e.code, int) else USAGE
    from pcc_report.errors import PccReportError

    with _quiet_libraries():
        try:
            _prepare_stdout(needed=getattr(args, "output", "-") == "-")
            return _COMMANDS[args.command](args)
        except PccReportError as e:
            _say(str(e))
        except (MemoryError, RecursionError) as e:
            _say(_reason(e))
    return NOTHING


def _refuse_nonsense(parser: argparse.ArgumentParser, args: argparse.Namespace) -> None:
    files = getattr(args, "files", [])
    if args.command == "check" and not files and args.explain is None:
        parser.error("the following arguments are required: FILE")
    if files.count("-") > 1:
        parser.error("standard input can be read only once")
    out = getattr(args, "output", "-")
    if out == "-":
        return
    if not out or os.path.isdir(out) or not os.path.isdir(os.path.dirname(out) or "."):  # noqa: PTH112, PTH120
        parser.error(f"cannot write to {_short(out)}: it is a folder, or in none")
    for file in files:
        with suppress(OSError, ValueError):
            if file != "-" and os.path.samefile(file, out):  # noqa: PTH121
                parser.error(f"the output {_short(out)} is one of the inputs")


def _parse(args: argparse.Namespace) -> int:
    from itertools import chain

    with _Inputs(args.files, args) as inputs:
        from pcc_report.export import write

        results = inputs.results()
        first = next(results, None)
        if first is None:
            return NOTHING
        one = first if len(args.files) == 1 else chain([first], results)
        _emit(write(one, args.format), args.output)
        return inputs.status


def _check(args: argparse.Namespace) -> int:
    from pcc_report.diagnostics import Severity
    from pcc_report.export._show import linted

    if args.explain is not None and not _explain(args.explain):
        return USAGE
    limit = None if args.fail_on == "never" else Severity(args.fail_on).rank
    found, rows = False, []
    with _Inputs(args.files, args) as inputs:
        for result in inputs.results():
            for d in result.diagnostics:
                found = found or (limit is not None and d.severity.rank >= limit)
                if args.format == "text":
                    print(printable(linted(d, inputs.current)))
                    continue
                at = d.origins[0] if d.origins else None
                rows.append(
                    {
                        "file": inputs.current,
                        "page": None if at is None else at.page,
                        "line": None if at is None else at.line,
                        "code": d.code,
                        "name": d.name,
                        "severity": d.severity.value,
                        "message": d.message,
                    }
                )
    if args.format == "json" and args.files:
        import json

        print(json.dumps(rows, indent=1))
    return inputs.status or (FOUND if found else DONE)


def _explain(code: str) -> bool:
    from pcc_report.diagnostics.catalogue import RULES

    for rule in RULES:
        if code.strip().casefold() in {rule.code.casefold(), rule.name.casefold()}:
            print(f"{rule.code} {rule.name} ({rule.severity})\n\n  {rule.message}\n")
            print(f"Why it matters: {rule.why}\nWhat to do: {rule.remedy}")
            return True
    _say(f"no rule {code[:40]!r}; the codes are {RULES[0].code} to {RULES[-1].code}")
    return False


def _show(args: argparse.Namespace) -> int:
    with _Inputs([args.file], args) as inputs:
        lines = inputs.attempt(args.file, _shown)
    if lines is None:
        return NOTHING
    for line in lines:
        print(printable(line))
    return DONE


def _batch(args: argparse.Namespace) -> int:
    from pcc_report.archive import Archive
    from pcc_report.batch.archiving import Retry, archive_files
    from pcc_report.batch.inputs import find_inputs

    password = _first_line(args.password_file) if args.password_file else None
    names = [name for given in args.inputs for name in (_listed() if given == "-" else (given,))]
    own = [args.into + end for end in ("", "-wal", "-shm", "-journal")]
    progress = _Progress()
    with Archive(args.into, create=True) as archive:
        if progress.is_live:
            progress.total = sum(1 for _ in find_inputs(names, without=own))
        archive_files(
            find_inputs(names, without=own),
            archive,
            progress.tell,
            workers=args.jobs,
            limits=_limits(args),
            retry=[Retry(name) for name in args.retry],
            given={"vocabulary": args.vocabulary, "password": password, "verify": args.verify},
        )
    print(printable(f"{args.into}: {progress.summary()}"))
    return progress.status


def _listed() -> "Iterator[str]":
    """Yield the names on standard input; with a NUL behind each they may hold line ends."""
    from pcc_report.errors import UnreadableInputError

    if sys.stdin is None:
        msg = "standard input is closed"
        raise UnreadableInputError(msg)
    data = sys.stdin.buffer.read()
    for name in data.split(b"\0" if b"\0" in data else b"\n"):
        if name:
            yield os.fsdecode(name)


class _Progress:
    """Tells how a batch goes: a line that is rewritten on a terminal, a line for each file elsewhere."""

    def __init__(self) -> None:
        import time

        self._clock = time.monotonic
        self._began = self._shown = self._clock()
        self._fates: dict[str, int] = {}
        self.is_live = sys.stderr is not None and sys.stderr.isatty()
        self.total = 0

    def tell(self, outcome: "Outcome") -> None:
        """Take note of one outcome, and show it."""
        self._fates[outcome.fate.value] = self._fates.get(outcome.fate.value, 0) + 1
        if outcome.error is not None or not self.is_live:
            self._erase()
            said = f": {outcome.error.code}: {outcome.error}" if outcome.error else f", {outcome.milliseconds} ms"
            _say(f"{outcome.fate.value} {_short(outcome.path)}{said}")
        if self.is_live and self._clock() - self._shown > 0.1:
            self._shown = self._clock()
            self._erase()
            sys.stderr.write(self._line())
            sys.stderr.flush()

    def summary(self) -> str:
        """Return how many files came to what."""
        self._erase()
        named = ("done", "known", "failed", "quarantined")
        return ", ".join(f"{self._of(name)} {name}" for name in named) + f", in {self._clock() - self._began:.1f} s"

    @property
    def status(self) -> int:
        """What the command should return."""
        if not self._of("failed", "quarantined"):
            return DONE
        return SOME_FAILED if self._of("done", "known") else NOTHING

    def _line(self) -> str:
        count, seconds = self._of("done", "known", "failed", "quarantined"), self._clock() - self._began
        left = seconds / count * max(0, self.total - count) if count else 0.0
        failed = self._of("failed", "quarantined")
        return f"{count} of {self.total} files, {count / seconds:.1f} a second, {failed} failed, {left:.0f} s left"

    def _of(self, *fates: str) -> int:
        return sum(self._fates.get(fate, 0) for fate in fates)

    def _erase(self) -> None:
        if self.is_live:
            sys.stderr.write("\r\x1b[K")


def _export(args: argparse.Namespace) -> int:
    from pcc_report.archive import Archive, export_archive

    with Archive(args.archive) as archive:
        for name in export_archive(archive, args.to, args.format):
            print(printable(os.path.join(args.to, name)))  # noqa: PTH118
    return DONE


def _schema(args: argparse.Namespace) -> int:  # noqa: ARG001 - a command takes its arguments
    from pcc_report.serialise import schema_text

    sys.stdout.write(schema_text())
    return DONE


_COMMANDS = {
    "parse": _parse,
    "check": _check,
    "show": _show,
    "batch": _batch,
    "export": _export,
    "schema": _schema,
}


# ---------------------------------------------------------------- inputs


class _Inputs:
    """The files of a command: parses one after the other, says which fail, and keeps count.

    Reports are parsed in a worker process, which is started at once and gets ready while other things are done.
    """

    def __init__(self, files: list[str], args: argparse.Namespace) -> None:
        self._files = files
        self._pages: frozenset[int] | None = args.pages
        self._vocabulary: str | None = args.vocabulary
        self._verify: str = args.verify
        self._password = _first_line(args.password_file) if args.password_file else None
        self.current = ""
        self._failed = 0
        self._guard = None if args.no_isolation or sys.flags.dev_mode else _guard(args)

    def __enter__(self) -> "Self":
        if self._guard and any(not file.endswith(".json") for file in self._files):
            self._guard.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._guard:
            self._guard.close()

    @property
    def status(self) -> int:
        """What the command should return, as far as inputs go."""
        if not self._failed:
            return DONE
        return NOTHING if self._failed == len(self._files) else SOME_FAILED

    def results(self) -> "Iterator[ParseResult]":
        """Yield the result of each file that can be parsed."""
        for file in self._files:
            self.current = "<stdin>" if file == "-" else file
            result = self.attempt(file, _loaded if file.endswith(".json") else _parsed)
            if result is not None:
                yield result

    def attempt(self, file: str, work: "Callable[..., T]") -> "T | None":
        """Return what *work* makes of a file; say why, and return None, if anything fails."""
        from pcc_report.errors import PccReportError

        shown = "standard input" if file == "-" else file
        try:
            source, name = _source(file)
            given = {
                "name": name,
                "pages": self._pages,
                "vocabulary": self._vocabulary,
                "verify": self._verify,
                "password": self._password,
            }
            if self._guard is None or work is _loaded:
                return work(source, **given)
            return self._guard.call(work, source if isinstance(source, str) else source.read(), **given)
        except PccReportError as e:
            page = f", page {e.page}" if e.page else ""
            self._fail(f"{_short(shown)}{page}: {e.problem}" + (f"; {e.advice}" if e.advice else ""))
        except (OSError, MemoryError, RecursionError) as e:
            self._fail(f"{_short(shown)}: {_reason(e)}")
        except Exception as e:
            if sys.flags.dev_mode:
                raise
            fault = f"internal error, {type(e).__name__}: {e}; please tell us (python -X dev shows where)"
            self._fail(f"{_short(shown)}: {fault}")
        return None

    def _fail(self, line: str) -> None:
        self._failed += 1
        _say(line)


def _guard(args: argparse.Namespace) -> "Guard":
    from pcc_report.guard import Guard

    return Guard(_limits(args), preload=("pcc_report.pipeline",))


def _limits(args: argparse.Namespace) -> "Limits":
    from pcc_report.guard import Limits

    return Limits.of(args.time_limit, None if args.memory_limit is None else int(args.memory_limit * (1 << 20)))


def _first_line(path: str) -> str:
    """Return the first line of a file: a password stands in no command line, where others could see it."""
    from pcc_report.errors import UsageError

    try:
        with open(path, encoding="utf-8-sig") as file:  # noqa: PTH123 - a path may hold any bytes
            return file.readline().rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as e:
        msg = f"the password file {_short(path)} cannot be read: {_reason(e)}"
        raise UsageError(msg) from e


def _parsed(source: "str | BinaryIO", **given: "Any") -> "ParseResult":  # noqa: ANN401 - passed on as they are
    from pcc_report.pipeline import parse

    return parse(source, **given)


def _shown(source: "str | BinaryIO", **given: "Any") -> list[str]:  # noqa: ANN401 - passed on as they are
    from pcc_report.export._show import show
    from pcc_report.pipeline import read_and_parse

    return list(show(*read_and_parse(source, **given)))


def _loaded(source: "str | BinaryIO", **_given: "Any") -> "ParseResult":  # noqa: ANN401 - of no use here
    """Read a result of ours back, to check it or to print it in another format."""
    from pcc_report.errors import InvalidResultError, UnreadableInputError
    from pcc_report.serialise import load

    try:
        return load(source)
    except InvalidResultError as e:
        problem = f"no result of ours: {e.path}: {e.problem}"
        raise UnreadableInputError(problem, advice=e.advice) from e


def _source(file: str) -> "tuple[str | BinaryIO, str]":
    """Return what the pipeline takes, and a name for it; only regular files, as others may block."""
    from pcc_report.errors import UnreadableInputError

    if file == "-":
        if sys.stdin is None:
            msg = "it is closed"
            raise UnreadableInputError(msg)
        return sys.stdin.buffer, "<stdin>"
    mode = os.stat(file).st_mode  # noqa: PTH116 - a path may hold any bytes
    if not stat.S_ISREG(mode):
        from pcc_report.batch.inputs import kind_of

        msg = f"{kind_of(mode)}, not a regular file"
        raise UnreadableInputError(msg)
    return file, os.path.basename(file)  # noqa: PTH119


# ---------------------------------------------------------------- outputs


def _emit(pieces: Iterator[str], out: str) -> None:
    from pcc_report.export._files import encoded, write_whole

    if out == "-":
        for piece in pieces:
            sys.stdout.write(piece)
        return
    target = os.path.realpath(out)
    if os.path.exists(target) and not os.path.isfile(target):  # noqa: PTH110, PTH113
        with open(target, "wb") as file:  # noqa: PTH123 - a device has nothing to rename over
            file.writelines(map(encoded, pieces))
        return
    write_whole(pieces, target)


def _prepare_stdout(*, needed: bool) -> None:
    """Make standard output take every text, as UTF-8 and without touching line ends."""
    if sys.stdout is None:
        if needed:
            msg = "standard output is closed"
            raise OSError(msg)
    elif hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _forget_stdout() -> None:
    """Let what is still buffered go nowhere, so that Python does not stumble over it when it ends."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _say(line: str) -> None:
    if sys.stderr is not None:
        with suppress(OSError, ValueError):
            print(printable(f"pcc-report: {line}", LONGEST_LINE), file=sys.stderr, flush=True)


def _short(name: str) -> str:
    return name if len(name) <= 160 else "..." + name[-157:]


def _reason(error: BaseException) -> str:
    if isinstance(error, MemoryError):
        return "not enough memory"
    if isinstance(error, RecursionError):
        return "nested too deeply"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error) or type(error).__name__


@contextmanager
def _quiet_libraries() -> Iterator[None]:
    """Keep warnings and log lines of libraries off standard error."""
    import logging

    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)
