"""Archives of many files: how long they take, how much memory, whether every poison is named, what the guard costs.

    python benchmarks/batch.py [--files 10000] [--few 1000] [--workers 1,2]

The files are the fixtures in ``fixtures/layouts`` and ``fixtures/reports`` and reports drawn by
`pcc_report.testing`, each with changed content; one in a hundred is poison: it hangs, loops, crashes, eats memory, is
empty, cut off, encrypted, or no report.
Each archive is made by a process of its own, whose peak memory is told, without that of its workers. Needs Linux.
"""

import argparse
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

import pcc_report
from pcc_report.guard import Guard
from pcc_report.model import Report
from pcc_report.testing import Layout, drawn, print_text

ROOT = Path(__file__).resolve().parents[1]


def encrypted() -> bytes:
    """Return a PDF that opens with a password alone."""
    held = io.BytesIO()
    canvas = Canvas(held, encrypt=StandardEncryption("secret"), invariant=1)
    canvas.drawString(60, 780, "Spend")
    canvas.save()
    return held.getvalue()


POISON = {
    b"HANG": "time-limit",
    b"LOOP": "time-limit",
    b"SEGFAULT": "crash",
    b"ABORT": "crash",
    b"EAT": "memory-limit",
    b"": "unreadable",
    b"%PDF-1.4 cut off": "unreadable",
    b"GIF89a": "unsupported-format",
    b"<html><body>gone</body></html>": "unsupported-format",
    encrypted(): "unreadable",
}
"""Bad files, and what must be said of each; `tests/batch/poison.py` does what the words say."""

RUN = """
import json, re, resource, sys, time
sys.path.insert(0, sys.argv[1])
from collections import Counter
from pcc_report.archive import Archive
from pcc_report.batch import archiving
from pcc_report.batch.inputs import find_inputs
from pcc_report.guard import Limits
archiving.PRELOAD = ("poison",)
fates, began = Counter(), time.perf_counter()
with Archive(sys.argv[3], create=True) as archive:
    archiving.archive_files(
        find_inputs([sys.argv[2]]), archive, lambda outcome: fates.update([outcome.fate.value]),
        workers=int(sys.argv[4]), limits=Limits(time=float(sys.argv[5]), memory=512 << 20),
    )
# not that of getrusage, with which a process begins at the peak of its parent
peak = int(re.search(r"VmHWM:\\s*(\\d+)", open("/proc/self/status").read())[1]) / 1024
own, workers = (sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(json.dumps({"seconds": time.perf_counter() - began, "peak": peak, "fates": fates, "cpu": [own, workers]}))
"""


def drawn_reports(count: int) -> list[bytes]:
    """Return the texts of drawn reports."""
    texts: list[bytes] = []

    @seed(5)
    @settings(
        max_examples=count,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        deadline=None,
    )
    @given(drawn())
    def draw(pair: tuple[Report, Layout]) -> None:
        texts.append(print_text(*pair).encode())

    draw()
    return texts


def make(folder: Path, count: int) -> dict[str, str]:
    """Write files into folders of a hundred; return what must be said of each poison."""
    sources = sorted({*(ROOT / "fixtures" / "layouts").rglob("*.txt"), *(ROOT / "fixtures").rglob("source.*")})
    honest = [(path.suffix, path.read_bytes()) for path in sources] + [(".txt", text) for text in drawn_reports(60)]
    poison, expected = list(POISON), {}
    for number in range(count):
        path = folder / f"{number // 100:03}" / f"{number:05}"
        path.parent.mkdir(parents=True, exist_ok=True)
        if number % 100 == 37:
            word = poison[number // 100 % len(poison)]
            path = path.with_suffix(".txt")
            path.write_bytes(word + b"\n%% %d\n" % number if word else b"")
            expected[str(path)] = POISON[word]
        else:
            suffix, data = honest[number % len(honest)]
            end = b"\n%% %d\n" % number if suffix == ".pdf" else b"\n\nReference: %d\n" % number
            path.with_suffix(suffix).write_bytes(data + end)
    return expected


def archive(folder: Path, into: Path, workers: int, limit: float) -> dict[str, object]:
    """Make an archive in a process of its own; return what that measured."""
    program = [sys.executable, "-c", RUN, *map(str, (ROOT / "tests" / "batch", folder, into, workers, limit))]
    ran = subprocess.run(program, check=True, capture_output=True, text=True)
    found: dict[str, object] = json.loads(ran.stdout)
    return found


def misnamed(into: Path, expected: dict[str, str]) -> list[str]:
    """Return which files have another fate than they must."""
    with closing(sqlite3.connect(into)) as db:
        said = dict(db.execute("SELECT path, error_code FROM failures"))
    return sorted(path for path in said | expected if said.get(path) != expected.get(path))


def parse_guarded(guard: Guard, paths: list[Path]) -> None:
    """Parse files in the worker of a guard."""
    for path in paths:
        guard.call(pcc_report.parse, str(path))


def show_guard(folder: Path, rounds: int) -> None:
    """Print what the guard costs a file: by turns, the best of several rounds over the same honest files.

    By the clock, and by the processor time of both processes, which a busy machine changes less.
    """
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file() and "37" not in path.stem[-2:]][:300]
    times = {"bare": [1e9, 1e9], "guarded": [1e9, 1e9]}
    for _ in range(rounds + 1):
        with Guard() as guard:  # a new one each time: a worker that is renewed in between would count anew
            jobs: dict[str, Callable[[], object]] = {
                "bare": lambda: [pcc_report.parse(path) for path in paths],
                "guarded": partial(parse_guarded, guard, paths),
            }
            parse_guarded(guard, paths[:50])  # so that it has imported all it needs
            for name, job in jobs.items():
                worker, own, clock = guard.call(time.process_time), time.process_time(), time.perf_counter()
                job()
                clock, own = time.perf_counter() - clock, time.process_time() - own
                spent = clock, own + guard.call(time.process_time) - worker
                times[name] = list(map(min, times[name], spent))
    for kind, number in (("clock", 0), ("processor", 1)):
        bare, guarded = (1e3 * times[name][number] / len(paths) for name in jobs)
        more = guarded - bare
        print(
            f"guard, {kind}: {bare:.2f} ms a file bare, {guarded:.2f} guarded: {more:.2f} ms, {100 * more / bare:.1f} %"
        )


def main() -> int:
    """Make files, archive them, and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--few", type=int, default=1_000)
    parser.add_argument("--workers", default="1,2")
    parser.add_argument("--limit", type=float, default=5.0)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as place:
        for count in (options.few, options.files):
            folder = Path(place) / str(count)
            expected = make(folder, count)
            if count == options.few:
                show_guard(folder, options.rounds)
            for workers in map(int, options.workers.split(",")):
                into = Path(place) / f"{count}-{workers}.db"
                found = archive(folder, into, workers, options.limit)
                seconds, size = float(str(found["seconds"])), into.stat().st_size >> 20
                print(
                    f"{count} files, {workers} worker(s): {seconds:.0f} s, {count / seconds:.1f} a second, "
                    f"parent at most {found['peak']:.0f} MiB, archive {size} MiB, {found['fates']}, "
                    f"processor of parent and workers {found['cpu']} s, "
                    f"load {os.getloadavg()[0]:.1f}",
                    flush=True,
                )
                wrong += misnamed(into, expected)
                again = archive(folder, into, workers, options.limit)
                print(f"  once more: {again['seconds']:.1f} s, {again['fates']}", flush=True)
            shutil.rmtree(folder)
    print(f"poison with the wrong reason, or others with one: {len(wrong)} {wrong[:10]}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
