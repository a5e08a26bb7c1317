"""Hyphens that stand only where a line was cut: told from those of a word by what else the document prints."""

import re
from collections import Counter
from collections.abc import Container, Sequence
from typing import Final

import attrs

from pcc_report.source import Line, Repair

SOFT: Final = "\xad"
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_CUT = re.compile(r"([^\W\d_]+)-\Z")
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
_LEAST_CUT: Final = 2
"""Words that are seen to be cut, in a document that cuts words."""
_NEAR: Final = 2
"""Points: ends as near as this stand under each other."""
_REACH: Final = 4
"""Lines further down in which the cell of a row may go on."""


def without_cuts(lines: Sequence[Line]) -> dict[int, Line]:
    """Return, by their places among *lines*, those of which a hyphen at the end of a line was made a soft one.

    It is one where the word that its two parts make is printed elsewhere, or where the second part is none of
    its own; it stays where the document prints the word with a hyphen. A document that is seen to cut words so may
    cut any other, but one that a hyphen holds together as a rule, or whose parts are both words that it prints.
    """
    cuts = [
        (at, segment.end, cut[1], rest)
        for at, line in enumerate(lines)
        if "-" in line.text
        for number, segment in enumerate(line.segments, 1)
        if (cut := _CUT.search(line.text, segment.start, segment.end))
        and (rest := _below(lines, at, [s.x0 for s in line.segments[:number]]))
    ]
    if not cuts:
        return {}
    words = Counter(word.casefold() for line in lines for word in _WORD.findall(line.text))
    words.subtract(part.casefold() for _, _, head, rest in cuts for part in (head, rest))
    words = +words
    softened: dict[int, Line] = {}
    told = [_is_cut(head, rest, words) for _, _, head, rest in cuts]
    hyphenates = _LEAST_CUT <= told.count(True) > told.count(False)
    for (at, end, head, rest), is_cut in zip(cuts, told, strict=True):
        if is_cut or (is_cut is None and hyphenates and not _may_be_two(head, rest, words)):
            line = softened.get(at, lines[at])
            repairs = sorted((*line.repairs, Repair(end - 1, "-", SOFT)), key=lambda repair: repair.at)
            text = line.text[: end - 1] + SOFT + line.text[end:]
            softened[at] = attrs.evolve(line, text=text, repairs=tuple(repairs))
    return softened


def _is_cut(head: str, rest: str, words: Container[str]) -> bool | None:
    """Whether a word was only cut by the end of its line; None where nothing tells."""
    if f"{head}-{rest}".casefold() in words:
        return False
    return True if f"{head}{rest}".casefold() in words or _ENDING.match(rest) else None


def _may_be_two(head: str, rest: str, words: Container[str]) -> bool:
    """Whether two parts may be words of their own that a hyphen joins."""
    return _PREFIX.fullmatch(head) is not None or (head.casefold() in words and rest.casefold() in words)


def _below(lines: Sequence[Line], at: int, lefts: Sequence[float]) -> str:
    """Return the first word of what goes on below, if it begins small and where one of the stretches above does.

    The words of a justified cell may stand apart as columns do.
    """
    for line in lines[at + 1 : at + 1 + _REACH]:
        if line.page != lines[at].page:
            return ""
        for segment in line.segments:
            if any(abs(segment.x0 - left) < _NEAR for left in lefts):
                word = _REST.match(line.text, segment.start, segment.end)
                return word[0] if word and word[0].islower() else ""
    return ""
