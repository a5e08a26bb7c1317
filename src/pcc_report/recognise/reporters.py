"""Who reports: the body that a form, a line of the head, or else the sentences and the furniture name."""

import itertools
import re
from collections.abc import Sequence

from pcc_report.layout import Block, BlockKind, Run
from pcc_report.recognise.bodies import is_named, mentions, same_name
from pcc_report.recognise.head import DOCUMENTS, OPEN_END, Found, Head
from pcc_report.vocabulary import Vocabulary, words_of


def find_reporter(
    head: Head, lines: Sequence[Block], blocks: Sequence[Block], furniture: Sequence[Run], vocabulary: Vocabulary
) -> None:
    """Set who reports, and who gave the money where that is another body."""
    found: list[Found[str]] = []
    for block in blocks:
        if block.kind is not BlockKind.FIELD or not block.run:
            continue
        meaning = vocabulary.labels.whole(block.label.text)
        if meaning == "organisation" and not _is_post(block.run, vocabulary):
            named = is_named(block.run.text, vocabulary)
            body = bool(vocabulary.bodies.hits(block.run.text))
            found.append(Found(block.run.text.rstrip(" .,"), block.run, (6.0 if named else 1.4) + body))
        elif meaning == "funder" and vocabulary.bodies.has(block.run.text, "commissioner"):
            head.funder = Found(block.run.text.rstrip(" .,"), block.run, 6.0)
            head.labels.append(block.label)
    for n, block in enumerate(lines):
        found += _bodies_in(block.run, vocabulary, n)
    for n, (above, block) in enumerate(itertools.pairwise(lines)):
        if block.is_tight and not is_named(block.run.text, vocabulary) and not vocabulary.titles.hits(above.run.text):
            found += _bodies_in(above.run + block.run, vocabulary, n)
    mentioned = [] if any(f.score >= _SURE for f in found) else _named_in_text(blocks, furniture, vocabulary)
    found += mentioned
    if not found:
        return
    best = max(found, key=lambda f: f.score)
    head.organisation = best
    head.is_organisation_assumed = any(best is f for f in mentioned)
    for other in found:
        kind = vocabulary.bodies.has(other.value, "commissioner")
        if head.funder is None and other is not best and kind and not vocabulary.bodies.has(best.value, "commissioner"):
            head.funder = other
        elif other is not best and same_name(other.value, best.value):
            head.repeats.append(other.run)


def _is_post(run: Run, vocabulary: Vocabulary) -> bool:
    """Whether a value is somebody's post, as behind "Report by:", and no body."""
    posts = [h for h in vocabulary.prompts.hits(run.text) if h.meaning == "post"]
    return any(h.start == 0 or not vocabulary.bodies.hits(run.text) for h in posts)


_YEARS = re.compile(r"\s+\(?(?:19|20)\d\d(?:\s?[-–/]\s?\d{2,4})?\)?\Z")
_SURE = 1.7
_IN_HEAD = {
    "partnership": 4.0,
    "commissioner": 3.0,
    "proper": 2.2,
    "charity": 1.6,
    "council": 2.0,
    "force": 1.3,
    "brand": 1.0,
    "voluntary": 1.0,
}
"""How far the name of each kind of body, in a line of the head, tells who reports."""


def _bodies_in(run: Run, vocabulary: Vocabulary, order: int) -> list[Found[str]]:
    found = []
    for whole in _parts(run):
        dated = _YEARS.search(whole.text)
        part = whole.cut(0, dated.start()) if dated else whole
        text = part.text
        hits = vocabulary.bodies.hits(text)
        words = words_of(text)
        if not hits or len(words) > 14 or part.sums:
            continue
        kinds = {h.meaning for h in hits}
        base = max(_IN_HEAD[k] for k in kinds)
        kind_words = sum(h.words for h in vocabulary.titles.hits(text) if h.meaning in DOCUMENTS)
        clash = sum(
            t.words
            for t in vocabulary.titles.hits(text)
            if not any(h.start <= t.start and t.end <= h.end for h in hits)
        )
        score = base - 2.2 * clash - 1.5 * kind_words - 0.15 * order - (1.0 if any(c.isdigit() for c in text) else 0)
        score -= 1.5 if text[:1].islower() or text.endswith(".") else 0
        score -= 3.0 if re.search(r"['’]s?(?:\s|\Z)", text[hits[-1].end - 1 :]) else 0
        score -= 0 if is_named(text, vocabulary) else 2.8
        score -= 3.0 if _SENTENCE_WORD.search(text[: hits[0].start]) or OPEN_END.search(text) else 0
        score -= 1.0 if "commissioner" in kinds and len(words) == 1 else 0
        if score > 0:
            found.append(Found(text.rstrip(" :,"), part, score))
    return found


_SENTENCE_WORD = re.compile(r"(?<![\w'’])(?!(?:and|of|for|the|upon|on|in|a|an)\b)[a-z]{2,}\b")
"""A small word that no name has: "Also considered by"."""


def _named_in_text(blocks: Sequence[Block], furniture: Sequence[Run], vocabulary: Vocabulary) -> list[Found[str]]:
    """Look for a body in the sentences and the furniture, where no line of the head names one."""
    texts = [b.run for b in blocks if b.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.ITEM)]
    found = []
    for one in mentions(texts[:_READ], furniture, vocabulary):
        score = _MENTIONED.get(one.meaning, 0.0)
        if not score:
            continue
        score += 0.6 if one.is_of_site else -min(0.03 * one.at, 0.6)
        found.append(Found(one.first.text, one.first, score + min(0.1 * (one.times - 1), 0.4)))
    return found


_READ = 60
"""Blocks whose sentences are searched for who reports."""
_MENTIONED = {"commissioner": 1.3, "proper": 1.3, "partnership": 1.3, "council": 0.7, "force": 0.4}
"""How far the name of each kind of body, in a sentence, tells who reports."""


_PART = re.compile(r"\s+[-–—|]\s+|\s*;\s+")


def _parts(run: Run) -> list[Run]:
    cuts = [m.span() for m in _PART.finditer(run.text)]
    return run.split(cuts) if cuts else [run]
