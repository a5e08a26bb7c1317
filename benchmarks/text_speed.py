"""How fast a report in text is parsed: warm, against one bare regular expression over the same lines, and by length.

    python benchmarks/text_speed.py [REPORT.txt]

The yardstick runs in the same process, turn and turn about with the parse, so that a busy machine slows both.
"""

import re
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from pcc_report import parse

HERE = Path(__file__).parent
REAL = HERE.parents[1] / "shared" / "reports" / "safer-wolverhampton-2013-14.txt"
BARE = re.compile(r"£?\d[\d,.]*\s*(?:%|m|k)?|\b[A-Z][a-z]+\b|^\s*[-•*]\s")
"""What a crude script would look for: numbers, names, bullets."""
ROUNDS = 60


def scan(text: str) -> int:
    """Run the bare expression over every line."""
    return sum(len(BARE.findall(line)) for line in text.splitlines())


def times(job: Callable[[], object], other: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Return the median seconds of *job* and of *other*, run by turns after a warm-up."""
    taken: tuple[list[float], list[float]] = ([], [])
    for n in range(rounds + 3):
        for work, kept in zip((job, other), taken, strict=True):
            begin = time.perf_counter()
            work()
            if n >= 3:
                kept.append(time.perf_counter() - begin)
    return statistics.median(taken[0]), statistics.median(taken[1])


def longer(text: str, copies: int) -> str:
    """Return the report with its outcome sections *copies* times, each copy's numbers and names its own."""
    head, mark, tail = text.partition("Summary of Outcomes")
    parts = [tail.replace("Wolverhampton", f"Wolverhampton {n}") if n else tail for n in range(copies)]
    return head + mark + "\n\n".join(parts)


def main() -> int:
    """Print a row for each length."""
    given = sys.argv[1:]
    path = Path(given[0]) if given else next((p for p in (REAL, *_fixtures()) if p.exists()), REAL)
    if not path.exists():
        print(f"{path} is missing", file=sys.stderr)
        return 2
    text = path.read_text("utf-8")
    print(f"{path.name}: {len(text):,} characters")
    print(f"{'copies':>6} {'characters':>11} {'parse ms':>9} {'bare ms':>8} {'ratio':>6} {'us/1000 chars':>14}")
    for copies in (1, 10, 100):
        made = longer(text, copies)
        data = made.encode()
        rounds = max(ROUNDS // copies, 3)
        full, bare = times(lambda data=data: parse(data), lambda made=made: scan(made), rounds)  # type: ignore[misc]
        print(
            f"{copies:6} {len(made):11,} {full * 1e3:9.2f} {bare * 1e3:8.2f} {full / bare:6.1f}"
            f" {full * 1e9 / len(made):14.0f}"
        )
    return 0


def _fixtures() -> list[Path]:
    return sorted((HERE.parent / "fixtures").rglob("source.txt"))


if __name__ == "__main__":
    sys.exit(main())
