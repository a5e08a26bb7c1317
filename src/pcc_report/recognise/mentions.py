"""Other documents that the text names, and abbreviations that it defines."""

import re
from collections.abc import Iterable, Iterator

from pcc_report.layout import Run
from pcc_report.model import Abbreviation, Reference
from pcc_report.values.dates import find_dates, find_periods
from pcc_report.vocabulary import Vocabulary

_SHORT = re.compile(r"\(([A-Z][A-Za-z&/]{1,7}s?)\)")
_SKIPPED = frozenset(("and", "of", "the", "for", "in", "on", "to", "with", "a", "&"))


def abbreviations(runs: Iterable[Run]) -> Iterator[Abbreviation]:
    """Yield each "Recovery Near You (RNY)" of *runs*, once: initials of the words before make it sure."""
    seen: set[str] = set()
    for run in runs:
        for match in _SHORT.finditer(run.text):
            short = match[1]
            letters = [c.casefold() for c in short if c.isupper()]
            start = _long_start(run.text[: match.start()].rstrip(), letters)
            if start is None or short in seen or len(letters) < 2:
                continue
            seen.add(short)
            end = len(run.text[: match.start()].rstrip())
            origins = run.cut(start, end).origins("long") + run.cut(match.start(1), match.end(1)).origins("short")
            yield Abbreviation(short=short, long=run.text[start:end], origins=origins)


def _long_start(before: str, letters: list[str]) -> int | None:
    words = list(re.finditer(r"[A-Za-z][\w'’]*", before[-120:]))
    base = max(len(before) - 120, 0)
    k = len(letters) - 1
    for word in reversed(words):
        if word[0][0].casefold() == letters[k]:
            k -= 1
            if k < 0:
                return base + word.start()
        elif word[0].casefold() not in _SKIPPED:
            return None
    return None


_SENT = re.compile(r"\b(?:submitted|published|dated|issued|of)\s+(?:in\s+|on\s+)?\Z", re.IGNORECASE)


def references(runs: Iterable[Run], vocabulary: Vocabulary) -> Iterator[Reference]:
    """Yield other documents that are named with a date or a year: "interim report submitted January 2014"."""
    for run in runs:
        text = run.text
        for scan in find_dates(text):
            before = text[max(scan.start - 60, 0) : scan.start]
            kinds = [h for h in vocabulary.titles.hits(before) if h.meaning == "kind"]
            if not kinds or not _SENT.search(before):
                continue
            start = max(scan.start - 60, 0) + kinds[-1].start
            between = text[start : scan.start]
            if len(between.split()) > 5 or find_periods(between):
                continue
            cut = run.cut(start, scan.end)
            yield Reference(text=cut.text, origins=cut.origins("text"))
