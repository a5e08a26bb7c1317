"""How fast text is parsed: beside one bare regular expression over the same lines, by length, and at its worst."""

import functools
import gc
import re
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pcc_report import parse
from pcc_report.errors import PccReportError

HERE = Path(__file__).parent
REAL = HERE.parents[1] / "shared" / "reports" / "safer-wolverhampton-2013-14.txt"
STAND_IN = HERE.parent / "fixtures" / "reports" / "seed-text" / "source.txt"
BARE = re.compile(r"£?\d[\d,.]*\s*(?:%|m|k)?|\b[A-Z][a-z]+\b|^\s*[-•*]\s")
"""What a crude script would look for: numbers, names, bullets."""
ROUNDS = 200
COPIES = (1, 10, 100)
MILLION = 1_000_000
RUNS = {
    "digits": "1",
    "spaces": " ",
    "commas": ",",
    "brackets": "(",
    "bullets": "•",
    "letters": "a",
    "sums": "£1 ",
    "words": "ab ",
}
GROWING = {
    "lines with a sum": "Taxi marshals £1,200\n",
    "rows of a table": "Taxi marshals\tTown\t£1,200\n",
    "tables": "Name\tActual\nTaxi marshals\t£1,200\nTotal\t£1,200\n\nWords\n\n",
    "lists under headings": "Safer Town\n\n- Taxi marshals £12\n- Street wardens £23\n\n",
    "paragraphs with a sum": "The grant of £1,200 was spent on taxi marshals.\n\n",
    "items": "- Over 90 meetings were held\n",
    "projects": "Taxi marshals – £1,200\nIt pays for two evenings and a warm drink.\n\n",
    "results with sums": "- Town was given £1,200, spent £900 and helped 412 people.\n",
}
"""Pieces of which long documents are made; a thousand of them shall cost ten times what a hundred do."""


def show_text(path: Path | None) -> None:
    """Print what a report in text costs, alone and many times over, and what runs of one sign cost."""
    path = path or (REAL if REAL.exists() else STAND_IN)
    text = path.read_text("utf-8")
    print(f"{path.name}: {len(text):,} characters")
    heads = ("copies", "characters", "parse ms", "first ms", "bare ms", "parse/bare", "us/1000 chars")
    print("".join(f"{head:>14}" for head in heads))
    for copies in COPIES:
        made = longer(text, copies)
        again, first, bare = times(made, max(ROUNDS // copies, 5))
        row = f"{copies:14}{len(made):14,}{again * 1e3:14.2f}{first * 1e3:14.2f}{bare * 1e3:14.3f}"
        print(f"{row}{again / bare:14.1f}{again * 1e9 / len(made):14.0f}")
    print(f"\n{'pieces':24}{'500, s':>10}{'1000, s':>10}{'2000, s':>10}")
    for name, piece in GROWING.items():
        taken = [seconds(lambda n=n, piece=piece: parse_or_refuse("Report\n\n" + piece * n)) for n in (500, 1000, 2000)]  # type: ignore[misc]
        print(f"{name:24}" + "".join(f"{t:10.2f}" for t in taken))
    print(f"\n{'a million characters':24}{'s':>10}")
    for name, piece in RUNS.items():
        made = "Report\n\n" + piece * (MILLION // len(piece))
        print(f"{name:24}{seconds(lambda made=made: parse_or_refuse(made)):10.2f}")  # type: ignore[misc]


def times(text: str, rounds: int) -> tuple[float, float, float]:
    """Return the median seconds of a parse, of a first parse, and of the bare expression, run by turns.

    A first parse finds nothing in the caches of texts, as with a document that nobody parsed before.
    """
    data = text.encode()
    jobs = (lambda: parse(data), lambda: parse(data), lambda: scan(text))
    taken: tuple[list[float], ...] = ([], [], [])
    parse(data)
    for _ in range(rounds):
        for number, (job, kept) in enumerate(zip(jobs, taken, strict=True)):
            if number == 1:
                forget()
            kept.append(seconds(job))
    again, first, bare = map(statistics.median, taken)
    return again, first, bare


def scan(text: str) -> int:
    """Run the bare expression over every line."""
    return sum(len(BARE.findall(line)) for line in text.splitlines())


def forget() -> None:
    """Empty the bounded caches of the package: those of texts, not those of words that are read once."""
    for cached in caches():
        cached.cache_clear()


@functools.cache
def caches() -> list[Any]:
    """Return the bounded caches of the package, those that an object holds among them."""
    found = [it for it in gc.get_objects() if isinstance(it, functools._lru_cache_wrapper)]  # noqa: SLF001
    return [it for it in found if it.__module__.startswith("pcc_report.") and it.cache_info().maxsize]


def seconds(job: Callable[[], object]) -> float:
    """Return how long the processor works on *job*; what else the machine does is not counted."""
    begin = time.process_time()
    job()
    return time.process_time() - begin


def parse_or_refuse(text: str) -> None:
    """Parse *text*; a refusal is an end too."""
    try:
        parse(text.encode())
    except PccReportError as error:
        print(error, file=sys.stderr)


def longer(text: str, copies: int) -> str:
    """Return the report with its outcome sections *copies* times, each copy's numbers and names its own."""
    head, mark, tail = text.partition("Summary of Outcomes")
    parts = [tail.replace("Wolverhampton", f"Wolverhampton {n}") if n else tail for n in range(copies)]
    return head + mark + "\n\n".join(parts)
