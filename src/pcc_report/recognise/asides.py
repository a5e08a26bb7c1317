"""Sentences among results that tell none: requests to the reader, rules, promises, and what somebody is quoted with."""

import re

from pcc_report.layout import Run
from pcc_report.model import Unit
from pcc_report.recognise.sentences import sentences
from pcc_report.vocabulary import Vocabulary

_QUOTED = re.compile(r"[“\"][^“”\"]*(?:[”\"]|\Z)")
_LEAST_QUOTED = 6
"""Words of what a person said; fewer in quotation marks are a name, as in “Keep Safe” places."""


def telling_sentences(run: Run, vocabulary: Vocabulary) -> tuple[list[Run], list[Run]]:
    """Return the sentences of *run* that may tell a result, and those that tell none."""
    quoted = [m.span() for m in _QUOTED.finditer(run.text) if len(m[0].split()) >= _LEAST_QUOTED]
    told: list[Run] = []
    left: list[Run] = []
    at = 0
    for sentence in sentences(run):
        start = run.text.index(sentence.text, at)
        at = start + len(sentence.text)
        spoken = any(a < at and start < b for a, b in quoted)
        (left if spoken or is_aside(sentence, vocabulary) else told).append(sentence)
    return told, left


def is_aside(sentence: Run, vocabulary: Vocabulary) -> bool:
    """Whether a sentence asks the reader for something, sets a rule, or promises something that it does not count.

    A promise with a number is a target, and those are results; so is what will not be.
    """
    for hit in vocabulary.asides.hits(sentence.text):
        before = sentence.text[: hit.start]
        if hit.meaning == "request" and hit.start <= _MARK:
            return True
        main = not any(h.meaning == "bar" for h in vocabulary.asides.hits(before))
        if hit.meaning == "rule" and main:
            return True
        if hit.meaning == "promise" and main and not any(m.unit is not Unit.DURATION for m in sentence.measures):
            return True
    return False


_MARK = 2
"""Signs such as "© " or a bracket that may stand before the first word."""
