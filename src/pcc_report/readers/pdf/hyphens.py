"""Hyphens that stand only where a line was cut: told from those of a word by what else the document prints."""

import pkgutil
import re
from collections import Counter
from collections.abc import Container, Sequence
from functools import cache
from typing import Final

import attrs

from pcc_report.source import Line, Repair, Segment

SOFT: Final = "\xad"
_HYPHENS: Final = "-\u2010"
"""The sign that a keyboard has, and the one that browsers cut words with."""
_WORD = re.compile(rf"[^\W\d_]+(?:[{_HYPHENS}][^\W\d_]+)*")
_CUT = re.compile(rf"([^\W\d_]+(?:[{_HYPHENS}][^\W\d_]+)*)[{_HYPHENS}]\Z")
_REST = re.compile(r"[^\W\d_]+")
_ENDING = re.compile(
    r"(?:[mnrt]?ances?|[dglrst]?ence|ency|[dlnrstv]?ity|[dlnrstv]?ities|[dlnrst]{0,2}ments?|[dlrst]{0,2}ness"
    r"|[cnprs]?tions?|[cnprs]?tional|[ns]?sions?|tially|cially|tively)\Z"
)
"""How a word goes on that was cut between two syllables; no word of English itself."""
_PREFIX = re.compile(
    r"anti|co|non|pre|self|sub|multi|inter|ex|well|long|short|high|low|part|full|half|mid|all", re.IGNORECASE
)
"""How words begin that a hyphen goes on with, whatever follows."""
_NEAR: Final = 2
"""Points: ends as near as this stand under each other."""
_REACH: Final = 4
"""Lines further down in which the cell of a row may go on."""


def without_cuts(lines: Sequence[Line]) -> dict[int, Line]:
    """Return, by their places among *lines*, those of which a hyphen at the end of a line was made a soft one.

    It is one where the word that its two parts make is printed elsewhere or is a common one, or where the second part
    is none of its own; it stays where the word is printed with a hyphen. Where nothing is known of either part, or in
    a document that is seen to cut words, any other goes, but one that a hyphen holds together as a rule, or whose parts
    are both words.
    """
    cuts = [
        (at, segment.end, cut[1], rest)
        for at, line in enumerate(lines)
        if "-" in line.text or "\u2010" in line.text
        for number, segment in enumerate(line.segments, 1)
        if (cut := _CUT.search(line.text, segment.start, segment.end))
        and (rest := _below(lines, at, line.segments[:number]))
    ]
    if not cuts:
        return {}
    words = Counter(word.casefold().replace("\u2010", "-") for line in lines for word in _WORD.findall(line.text))
    words.subtract(part.casefold() for _, _, head, rest in cuts for part in (head, rest))
    words = +words
    softened: dict[int, Line] = {}
    told = [_is_cut(head, rest, words) for _, _, head, rest in cuts]
    hyphenates = told.count(True) > told.count(False)
    for (at, end, head, rest), is_cut in zip(cuts, told, strict=True):
        if is_cut or (is_cut is None and _may_be_cut(head, rest, words, hyphenates=hyphenates)):
            line = softened.get(at, lines[at])
            hyphen = line.text[end - 1]
            repairs = sorted((*line.repairs, Repair(end - 1, hyphen, SOFT)), key=lambda repair: repair.at)
            text = line.text[: end - 1] + SOFT + line.text[end:]
            softened[at] = attrs.evolve(line, text=text, repairs=tuple(repairs))
    return softened


def _is_cut(head: str, rest: str, words: Container[str]) -> bool | None:
    """Whether a word was only cut by the end of its line; None where nothing tells."""
    whole, joined = f"{head}{rest}".casefold(), f"{head}-{rest}".casefold()
    if joined in words:
        return False
    if whole in words or _ENDING.match(rest):
        return True
    return False if joined in _common() else True if whole in _common() else None


def _may_be_cut(head: str, rest: str, words: Container[str], *, hyphenates: bool) -> bool:
    """Whether a word was cut of which no more is known than that its document *hyphenates*, or does not."""
    known = [part.casefold() in words or part.casefold() in _common() for part in (head, rest)]
    return (hyphenates or not any(known)) and not all(known) and _PREFIX.fullmatch(head) is None


@cache
def _common() -> frozenset[str]:
    """Return words that reports print often; read when a hyphen first asks for them."""
    text = (pkgutil.get_data(__name__, "words.txt") or b"").decode("utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


def _below(lines: Sequence[Line], at: int, above: Sequence[Segment]) -> str:
    """Return the first word of what goes on below, if it begins small and stands under one of the stretches *above*.

    The words of a justified cell may stand apart as columns do; those of a header over figures end together, or have
    one middle.
    """
    cut = above[-1]
    for line in lines[at + 1 : at + 1 + _REACH]:
        if line.page != lines[at].page:
            return ""
        under = [s for s in line.segments if _is_under(s, cut)] or [
            s for over in reversed(above[:-1]) for s in line.segments if abs(s.x0 - over.x0) < _NEAR
        ]
        if under:
            word = _REST.match(line.text, under[0].start, under[0].end)
            return word[0] if word and word[0].islower() else ""
    return ""


def _is_under(below: Segment, cut: Segment) -> bool:
    return (
        abs(below.x0 - cut.x0) < _NEAR
        or abs(below.x1 - cut.x1) < _NEAR
        or abs(below.x0 + below.x1 - cut.x0 - cut.x1) < 2 * _NEAR
    )
