"""Who reports: the body that a form, a line of the head, or else the sentences and the furniture name."""

import itertools
import re
from collections.abc import Sequence

from pcc_report.layout import Block, BlockKind, Run
from pcc_report.recognise.bodies import is_named, key_of, mentions, names_in, same_name
from pcc_report.recognise.head import DOCUMENTS, MAX_HEAD, OPEN_END, Found, Head, unwrapped
from pcc_report.vocabulary import Vocabulary, words_of


def find_reporter(
    head: Head, lines: Sequence[Block], blocks: Sequence[Block], furniture: Sequence[Run], vocabulary: Vocabulary
) -> None:
    """Set who reports, and who gave the money where that is another body."""
    found = [*_labelled(head, blocks, vocabulary), *_signed(blocks, vocabulary)]
    addressed = _addressees(blocks, vocabulary)
    own = [b for b in lines if not any(b is other for other in addressed)]
    for n, block in enumerate(unwrapped(own, blocks)):
        found += _bodies_in(block.run, vocabulary, n)
    if addressed and own:
        found += [Found(f.value, f.run, f.score + 1.0) for f in _bodies_in(own[0].run, vocabulary, 0)]
        found += _letterhead(blocks)
    for n, (above, block) in enumerate(itertools.pairwise(own)):
        unnamed = not is_named(block.run.text, vocabulary) and not vocabulary.titles.hits(above.run.text)
        unnamed = unnamed and not any(map(str.isdigit, above.run.text))
        known = block.is_tight and vocabulary.bodies.whole(f"{above.run.text} {block.run.text}") is not None
        if ((block.is_tight or not n) and unnamed) or known or _OPEN_NAME.search(above.run.text):
            found += _bodies_in(above.run + block.run, vocabulary, n)
    found += [
        f
        for f in _in_front(unwrapped(own, blocks), blocks, furniture, vocabulary)
        if not any(_begins(f, o) for o in found)
    ]
    others = [b for b in blocks if not any(b is other for other in addressed)]
    mentioned = [] if any(f.score >= _SURE for f in found) else _named_in_text(others, furniture, vocabulary)
    to = {key_of(n.run.text) for b in addressed for n in names_in(b.run, vocabulary)}
    mentioned = [f for f in mentioned if key_of(f.value) not in to]
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


def _labelled(head: Head, blocks: Sequence[Block], vocabulary: Vocabulary) -> list[Found[str]]:
    """Return the bodies behind the labels of a form, or of a line such as "Report of the Anytown Partnership"."""
    found: list[Found[str]] = []
    for n, block in enumerate(blocks):
        if block.kind is BlockKind.FIELD and block.run:
            meaning, value = vocabulary.labels.whole(block.label.text), block.run
        elif n < MAX_HEAD and block.kind is BlockKind.HEADING:
            text = block.run.text
            first = vocabulary.labels.opening(text)
            if first is None or not _LEADS.search(text[: first.end]) or not vocabulary.bodies.hits(text[first.end :]):
                continue
            article = _ARTICLE.match(text, first.end)
            meaning, value = first.meaning, block.run.cut(article.end() if article else first.end)
        else:
            continue
        told = n >= MAX_HEAD and not vocabulary.bodies.hits(value.text)  # "Partnerships: see Appendix A", amid the text
        if meaning == "organisation":
            found += [] if told else _reporting(value, vocabulary)
        elif meaning == "other" and _is_name(value, vocabulary):
            found.append(Found(value.text, value, _AUTHOR))  # who wrote it, or whom to ask, is the body itself
        elif meaning == "funder" and block.label and vocabulary.bodies.has(value.text, "commissioner"):
            head.funder = Found(value.text.rstrip(" .,"), value, 6.0)
            head.labels.append(block.label)
    return found


def _is_name(run: Run, vocabulary: Vocabulary) -> bool:
    return any(named.run.text == run.text for named in names_in(run, vocabulary))


_AUTHOR = 2.1
_LEADS = re.compile(r"\w\s+(?:of|by)\Z", re.IGNORECASE)
"""The end of a label that leads up to a name without a colon: "Report of"."""
_ARTICLE = re.compile(r"\s*the\s+", re.IGNORECASE)


def _reporting(value: Run, vocabulary: Vocabulary) -> list[Found[str]]:
    """Return the body that reports by what its label says: the body itself, or that of the post that is named."""
    if _is_post(value, vocabulary):
        found = [n.run for n in names_in(value, vocabulary)][-1:] or _office_of(value, vocabulary)
        return [Found(run.text, run, 1.9) for run in found]
    known = bool(vocabulary.bodies.hits(value.text))
    if not known and vocabulary.titles.has(value.text, "series"):
        return []  # the committee that it is for
    if is_named(value.text, vocabulary):
        return [Found(value.text.rstrip(" .,"), value, 6.0 + known)]
    several = known and len(value.text.split()) > 1  # "Commissioner" alone is whoever holds the post
    return [Found(value.text.rstrip(" .,"), value, 1.4 + several)]


def _office_of(value: Run, vocabulary: Vocabulary) -> list[Run]:
    """Return the body behind a post that is named by its kind alone: "Treasurer, Office of the Commissioner"."""
    hits = vocabulary.bodies.hits(value.text)
    return [value.cut(hits[0].start)] if hits and value.text[: hits[0].start].rstrip().endswith(",") else []


def _addressees(blocks: Sequence[Block], vocabulary: Vocabulary) -> Sequence[Block]:
    """Return the lines between the letterhead and the salutation of a letter: to whom it is addressed."""
    for k, block in enumerate(blocks[:MAX_HEAD]):
        opening = vocabulary.prompts.opening(block.run.text)
        if opening is not None and opening.meaning == "salutation":
            return blocks[len(_first_of_a_size(blocks[:k])) :]
    return ()


def _first_of_a_size(blocks: Sequence[Block]) -> Sequence[Block]:
    """Return the first block, and those behind it in the same type: the lines of one name."""
    size = blocks[0].size if blocks else 0.0
    return list(itertools.takewhile(lambda b: b.size == size, blocks)) if size else blocks[:1]


def _letterhead(blocks: Sequence[Block]) -> list[Found[str]]:
    """Return the name at the head of a letter, in larger type than all that follows: it is that of who writes."""
    first = _first_of_a_size(blocks[:MAX_HEAD])
    run = Run([piece for block in first for piece in block.run.pieces])
    words = run.text.split()
    sizes = [b.size for b in blocks[len(first) : MAX_HEAD] if b.size]
    named = 1 < len(words) <= _LONGEST_NAME and all(w[0].isupper() or w.casefold() in _SMALL for w in words)
    if not named or not sizes or first[0].size <= max(sizes) or any(c.isdigit() for c in run.text):
        return []
    return [Found(run.text, run, _HEADED)]


_HEADED = 4.0


def _signed(blocks: Sequence[Block], vocabulary: Vocabulary) -> list[Found[str]]:
    """Return the bodies that a letter is signed for."""
    found: list[Found[str]] = []
    for k, block in enumerate(blocks):
        opening = vocabulary.prompts.opening(block.run.text[:40])
        if opening is not None and opening.meaning == "valediction":
            for below in blocks[k + 1 : k + 1 + _SIGNATURE]:
                found += [Found(f.value, f.run, f.score + 1.0) for f in _bodies_in(below.run, vocabulary, 0)]
    return found


_SIGNATURE = 4
"""Lines of a signature: name, post, body."""


def _in_front(
    lines: Sequence[Block], blocks: Sequence[Block], furniture: Sequence[Run], vocabulary: Vocabulary
) -> list[Found[str]]:
    """Return the name over the title, in capitals, that no word shows to be that of a body: "Anytown Street Angels"."""
    if len(lines) < _TWO or lines[0].kind is not BlockKind.HEADING:
        return []
    run = lines[0].run
    words = run.text.split()
    known = [h for h in vocabulary.titles.hits(run.text) if h.meaning in DOCUMENTS or h.meaning == "series"]
    titled = any(h.meaning in DOCUMENTS for line in lines[1:] for h in vocabulary.titles.hits(line.run.text))
    named = _TWO <= len(words) <= _LONGEST_NAME and all(w[0].isupper() or w.casefold() in _SMALL for w in words)
    if (
        known
        or not titled
        or not named
        or vocabulary.labels.whole(run.text)
        or not run.text.replace(" ", "").replace("’", "").isalpha()
    ):
        return []
    name = run.text.casefold()
    texts = (r.text for r in (*(b.run for b in blocks if b.run is not run), *furniture))
    again = any(name in text.casefold() for text in texts)
    return [Found(run.text, run, 1.8 if again else 0.9)]


def _begins(front: Found[str], other: Found[str]) -> bool:
    """Whether a name is only the begin of another one, which goes on in the next line."""
    return other.value != front.value and other.value.casefold().startswith(front.value.casefold())


_TWO = 2
_LONGEST_NAME = 8
_SMALL = frozenset(("and", "for", "of", "the", "in", "&"))


def _is_post(run: Run, vocabulary: Vocabulary) -> bool:
    """Whether a value is somebody's post, as behind "Report by:", and no body."""
    posts = [h for h in vocabulary.prompts.hits(run.text) if h.meaning == "post"]
    bodies = vocabulary.bodies.hits(run.text)
    return any(h.start == 0 or not bodies or _POST_OF.match(run.text, h.end) for h in posts)


_POST_OF = re.compile(r",|\s+(?:of|for|to)\b")


_OPEN_NAME = re.compile(r"\b(?:and|for|of|&)\Z")
"""The end of the first line of a name that was wrapped."""
_YEARS = re.compile(r"\s+\(?(?:19|20)\d\d(?:\s?[-–/]\s?\d{2,4})?\)?\Z")
_SURE = 1.7
_IN_HEAD = {
    "partnership": 4.0,
    "commissioner": 3.0,
    "proper": 2.2,
    "charity": 1.6,
    "department": 1.6,
    "council": 2.0,
    "force": 1.3,
    "brand": 1.0,
    "voluntary": 1.0,
    "unit": 1.6,
}
"""How far the name of each kind of body, in a line of the head, tells who reports."""


def _bodies_in(run: Run, vocabulary: Vocabulary, order: int) -> list[Found[str]]:
    found = []
    for whole in _parts(run, vocabulary):
        part = whole.cut(0, dated.start()) if (dated := _YEARS.search(whole.text)) else whole
        hits = vocabulary.bodies.hits(part.text) or [
            h for h in vocabulary.prompts.hits(part.text) if h.meaning == "unit"
        ]
        tail = _SMALL_TAIL.search(part.text)
        titled = tail is not None and any(h.meaning in DOCUMENTS for h in vocabulary.titles.hits(tail[0]))
        if tail and not titled and hits and hits[-1].end <= tail.start():
            part = part.cut(0, tail.start())
        text = part.text
        words = words_of(text)
        if not hits or len(words) > 14 or part.sums or _SITE.fullmatch(text):
            continue
        kinds = {h.meaning for h in hits}
        base = max(_IN_HEAD[k] for k in kinds)
        kind_words = sum(h.words for h in vocabulary.titles.hits(text) if h.meaning in DOCUMENTS)
        clash = sum(
            t.words
            for t in vocabulary.titles.hits(text)
            if not any(h.start <= t.start and t.end <= h.end for h in hits)
        )
        score = base - 2.2 * clash - 1.5 * kind_words - 0.15 * order - (1.0 if any(map(str.isdigit, text)) else 0)
        score -= 1.5 if text[:1].islower() or text.endswith(".") else 0
        score -= 3.0 if re.search(r"['’]s?(?:\s|\Z)", text[hits[-1].end - 1 :]) else 0
        score -= 0 if is_named(text, vocabulary) else 2.8
        score += _ALONE if kinds == {"voluntary"} and hits[-1].end == len(run.text) and not clash else 0
        before = text[: hits[0].start]
        score -= 3.0 if _SENTENCE_WORD.search(before) or before.endswith(" of the ") or OPEN_END.search(text) else 0
        score -= 1.0 if "commissioner" in kinds and len(words) == 1 else 0
        if score > 0:
            found.append(Found(text.rstrip(" :,"), part, score))
    return found


_ALONE = 0.8
"""How much more the name of a voluntary body tells that is all of a line, as on the cover of its report."""
_SITE = re.compile(r"\S+\.[A-Za-z]{2,}")
"""The address of a website: "GOV.UK"."""
_SMALL_TAIL = re.compile(r"(?<=[a-z])(?:\s+[a-z][\w'’-]*)+\Z")
"""Small words behind a name, which are no part of it."""
_SENTENCE_WORD = re.compile(r"(?<![\w'’-])(?!(?:and|of|for|the|upon|on|in|a|an)\b)[a-z]{2,}\b")
"""A small word that no name has: "Also considered by"."""


def _named_in_text(blocks: Sequence[Block], furniture: Sequence[Run], vocabulary: Vocabulary) -> list[Found[str]]:
    """Look for a body in the sentences and the furniture, where no line of the head names one."""
    told = (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.ITEM)
    texts: list[Run] = []
    for block in blocks:
        if block.is_tight and texts and OPEN_END.search(texts[-1].text):
            texts[-1] += block.run
        elif block.kind in told or (block.kind is BlockKind.FIELD and len(block.run.text.split()) > _LONGEST_NAME):
            texts.append(block.run)
    found = []
    # the headings of a contents list name nobody; what stands apart in a running head is no part of a name
    site = [part for run in furniture if not _LEADERS.search(run.text) for part in _segments(run)]
    for one in mentions(texts[:_READ], site, vocabulary):
        score = _MENTIONED.get(one.meaning, 0.0)
        if not score:
            continue
        score += 0.6 if one.is_of_site else 0.5 if not one.at else -min(0.03 * one.at, 0.6)
        found.append(Found(one.first.text, one.first, score + min(0.1 * (one.times - 1), 0.4)))
    return found


def _segments(run: Run) -> list[Run]:
    line = run.pieces[0][0]
    return [Run([(line, s.start, s.end)]) for s in line.segments] if len(line.segments) > 1 else [run]


_LEADERS = re.compile(r"[.…_]{4}|(?:\s[.]){4}")
_READ = 60
"""Blocks whose sentences are searched for who reports."""
_MENTIONED = {"commissioner": 1.3, "proper": 1.3, "partnership": 1.3, "council": 0.7, "force": 0.4}
"""How far the name of each kind of body, in a sentence, tells who reports."""


_PART = re.compile(r"\s+[-–—|]\s+(?!the\s)|\s*;\s+")
"""What parts names of a line; "SaferAnytown - the partnership for Anytown" is one."""


def _parts(run: Run, vocabulary: Vocabulary) -> list[Run]:
    cuts = [m.span() for m in _PART.finditer(run.text)]
    parts = run.split(cuts) if cuts else [run]
    at = parts[-1].text.rfind(", ") + 2
    head = parts[-1].text[:at]
    end = len(head.rstrip(" ,"))
    inside = any(h.meaning in ("post", "unit") and h.end == end for h in vocabulary.prompts.hits(head))
    told = any(map(str.isdigit, head)) or _SENTENCE_WORD.search(head) is not None or inside
    if at > 1 and told and is_named(parts[-1].text[at:], vocabulary):
        parts[-1:] = [
            parts[-1].cut(at)
        ]  # "Spend against the fund, London Borough of Anytown", "Grants Team, Anytown Trust"
    return parts
