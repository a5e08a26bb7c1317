"""How fast PDFs and text are read and parsed, beside plain text extraction by PDFium and what else is installed.

    python benchmarks/speed.py FOLDER... [--rounds 7] [--peers] [--memory]
    python benchmarks/speed.py --text [REPORT.txt]

FOLDER holds PDFs; a producer's name (chromium, gs, libreoffice, reportlab, typst, weasyprint, word) in a path sorts a
file into its row. All jobs run by turns on a fresh copy of each file, so that a slow moment of the machine hits all of
them; each figure is the median over files of the quickest time of a job over that of the yardstick, plain text. Time is
that of the processor for this process and its threads, so that what else the machine does is not counted.
``--peers`` adds pdf_inspector, pdf_oxide, kreuzberg and camelot where they can be imported. ``--memory`` reads a
document of up to 1,000 pages, made here, and tells time and memory a page. ``--text`` tells what a report in text
costs, beside one regular expression over its lines; what longer ones cost; and runs of a million signs.
"""

import argparse
import gc
import io
import resource
import statistics
import sys
import tempfile
import time
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pdfplumber
import pypdfium2
from reportlab.pdfgen.canvas import Canvas
from text_speed import show_text

from pcc_report import parse
from pcc_report.readers.pdf import read_pdf

Job = Callable[[bytes, str], object]

YARDSTICK = "plain text"
PRODUCERS = ("chromium", "gs", "libreoffice", "reportlab", "typst", "weasyprint", "word")
LENGTHS = (10, 100, 1_000)


def plain_text(data: bytes, _path: str) -> list[str]:
    """Extract the text of all pages with PDFium: the yardstick."""
    document = pypdfium2.PdfDocument(data)
    found = []
    for page in document:
        text = page.get_textpage()
        found.append(text.get_text_range())
        text.close()
        page.close()
    document.close()
    return found


def plumber(data: bytes, _path: str) -> list[Any]:
    """Extract text and tables with pdfplumber."""
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return [(page.extract_text(), page.extract_tables()) for page in pdf.pages]


JOBS: dict[str, Job] = {
    YARDSTICK: plain_text,
    "reading alone": lambda data, _path: read_pdf(data),
    "parse, verify never": lambda data, _path: parse(data, verify="never"),
    "parse": lambda data, _path: parse(data),
    "pdfplumber text+tables": plumber,
}


PEERS: dict[str, tuple[str, Callable[[Any], Job]]] = {
    "pdf_inspector markdown": ("pdf_inspector", lambda m: lambda _data, path: m.process_pdf(path).markdown),
    "pdf_oxide markdown": ("pdf_oxide", lambda m: lambda _data, path: m.PdfDocument(path).to_markdown_all()),
    "kreuzberg": (
        "kreuzberg",
        lambda m: lambda _data, path: m.extract_file_sync(path, config=m.ExtractionConfig(use_cache=False)).content,
    ),
    "camelot stream": ("camelot", lambda m: lambda _data, path: m.read_pdf(path, pages="all", flavor="stream")),
}
"""What else reads PDF: the module, and how a file is read with it."""


def peers() -> Iterator[tuple[str, Job]]:
    """Yield the peers that are installed."""
    for name, (module, job) in PEERS.items():
        if find_spec(module):
            yield name, job(import_module(module))


def producer_of(path: Path) -> str:
    """Return the producer named in a path, such as ``avon-2014.typst.pdf`` or ``seed-typst/source.pdf``."""
    place = f"{path.parent.name}/{path.name}"
    return next((name for name in PRODUCERS if name in place), "other")


def measure(paths: list[Path], jobs: dict[str, Job], rounds: int) -> dict[str, dict[Path, float]]:
    """Return the quickest seconds of each job for each file; a job that fails on a file has none there."""
    best: dict[str, dict[Path, float]] = defaultdict(dict)
    with tempfile.TemporaryDirectory() as folder:
        for path in paths:
            data = path.read_bytes()
            for turn in range(rounds + 1):
                for name, job in jobs.items():
                    # other bytes and another name each time, for peers that remember what they have read
                    fresh = data + b"\n%% %d\n" % turn
                    copy = Path(folder) / f"{turn}-{len(best)}.pdf"
                    copy.write_bytes(fresh)
                    gc.collect()
                    begin = time.process_time()
                    try:
                        job(data, str(copy))
                    except Exception as error:  # noqa: BLE001  # a peer may fail; the others go on
                        if turn == 0:
                            print(f"{name}: {path.name}: {type(error).__name__}", file=sys.stderr)
                        continue
                    taken = time.process_time() - begin
                    if turn:
                        best[name][path] = min(taken, best[name].get(path, taken))
                    copy.unlink()
    return best


def show(best: dict[str, dict[Path, float]], paths: list[Path]) -> None:
    """Print ratios to the yardstick, by producer and by pages."""
    groups: dict[str, list[Path]] = {"all": paths}
    for path in paths:
        groups.setdefault(producer_of(path), []).append(path)
    pages = {path: len(pypdfium2.PdfDocument(path)) for path in paths}
    for count in sorted(set(pages.values())):
        groups[f"{count} page(s)"] = [path for path in paths if pages[path] == count]
    names = [name for name in best if name != YARDSTICK]
    heads = "".join(f"{name[:22]:>24}" for name in names)
    print(f"{'times plain text, median':28}{heads}{'plain ms/page':>16}")
    for group, members in groups.items():
        row = ""
        for name in names:
            ratios = [best[name][p] / best[YARDSTICK][p] for p in members if p in best[name]]
            row += f"{statistics.median(ratios):24.2f}" if ratios else f"{'-':>24}"
        plain = statistics.median(1e3 * best[YARDSTICK][p] / pages[p] for p in members)
        print(f"{group:20}{len(members):8}{row}{plain:16.2f}")
    if "pdfplumber text+tables" in best:
        ours, theirs = best["parse, verify never"], best["pdfplumber text+tables"]
        print(f"pdfplumber text+tables / parse: {statistics.median(theirs[p] / ours[p] for p in paths):.1f}")
    worst = max(paths, key=lambda p: best["parse"][p] / best[YARDSTICK][p])
    print(f"worst parse: {best['parse'][worst] / best[YARDSTICK][worst]:.1f} for {worst.parent.name}/{worst.name}")


def show_memory() -> None:
    """Print time and memory of longer and longer documents."""
    print(f"{'pages':>6} {'read ms/page':>13} {'parse ms/page':>14} {'peak MiB':>9} {'KiB/page':>9}")
    before = peak()
    for count in LENGTHS:
        held = io.BytesIO()
        canvas = Canvas(held, pagesize=(595, 842), invariant=1)
        for page in range(count):
            for line in range(40):
                canvas.drawString(60, 780 - 17 * line, f"Page {page}: the scheme number {line} went on as planned.")
            canvas.showPage()
        canvas.save()
        data = held.getvalue()
        begin = time.process_time()
        read_pdf(data)
        read = time.process_time() - begin
        gc.collect()
        begin = time.process_time()
        parse(data, verify="never")
        parsed = time.process_time() - begin
        used = peak() - before
        times = f"{1e3 * read / count:13.2f} {1e3 * parsed / count:14.2f}"
        print(f"{count:6} {times} {peak():9.0f} {1024 * used / count:9.0f}")


def peak() -> float:
    """Return the most memory this process had so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--memory", action="store_true")
    parser.add_argument("--text", nargs="?", type=Path, const=None, default=False, metavar="REPORT.txt")
    options = parser.parse_args()
    paths = sorted(path for folder in options.folders for path in folder.rglob("*.pdf"))
    if paths:
        warnings.simplefilter("ignore")  # camelot warns of every page without a table
        jobs = {**JOBS, **dict(peers())} if options.peers else JOBS
        show(measure(paths, jobs, options.rounds), paths)
    if options.memory:
        show_memory()
    if options.text is not False:
        show_text(options.text)
    return 0 if paths or options.memory or options.text is not False else parser.error("no PDF there")


if __name__ == "__main__":
    sys.exit(main())
