"""Paragraphs -> sentences."""

import re

from pcc_report.layout import Run

_END = re.compile(r"[.!?][\"'”’)\]]*\s+(?=[\"'“‘(]?[A-Z0-9£])")
_ABBREVIATED = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|no|nos|st|mr|mrs|ms|dr|cllr|vs|approx|dept|ltd|co|inc|sgt|insp|supt|ref|c|ca|para|fig|vol|p|pp)|\b[A-Z])\.\Z",
    re.IGNORECASE,
)


def sentences(run: Run) -> list[Run]:
    """Cut *run* into its sentences; abbreviations and initials end none."""
    text = run.text
    cuts = []
    for match in _END.finditer(text):
        before = text[max(match.start() - 12, 0) : match.start() + 1]
        if text[match.start()] == "." and _ABBREVIATED.search(before):
            continue
        cuts.append((match.end() - len(match[0]) + len(match[0].rstrip()), match.end()))
    return run.split(cuts)
