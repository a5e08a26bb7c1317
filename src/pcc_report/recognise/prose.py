"""Sums in sentences: what is money available or spent, and what is a cap, a rate, a change or a forecast."""

import re
from collections.abc import Iterable, Sequence

import attrs

from pcc_report.layout import Run
from pcc_report.model import Period, Qualifier, Role
from pcc_report.recognise.context import Context
from pcc_report.recognise.sentences import sentences
from pcc_report.values.dates import ScannedPeriod, find_periods
from pcc_report.values.money import ScannedMoney
from pcc_report.vocabulary import Hit, Vocabulary

_CLAUSE = re.compile(r"[;:]|,\s+(?=(?:and|but|while|with|of which)\b)|\s[-–—]\s")
_LONGEST = 4000
"""Characters of a sentence; a longer one is no sentence, and its words say nothing of its sums."""
_NAMED = re.compile(r"(?:[A-Z][\w'’&-]*\s+(?:of\s+|and\s+|for\s+|the\s+)*)*[A-Z][\w'’&-]*")


@attrs.define(eq=False)
class ProseSum:
    """One sum of a sentence."""

    sentence: Run
    run: Run
    scan: ScannedMoney
    reason: str
    """Empty for an allocation; else why it is none: ``cap``, ``rate``, ``change``, ``forecast``, ``part``,
    ``carried``, ``match``, ``background``."""
    role: Role = Role.ALLOCATED
    qualifier: Qualifier | None = None
    period: Period | None = None
    label: Run | None = None
    is_summed: bool = False
    """Whether its words say that others come to it, or that it was told: "a total of £9", "all of the £9"."""


_JOINS = re.compile(r"\s*(?:and|to|or|[-–—])\s*", re.IGNORECASE)


def telling(run: Run) -> list[Run]:
    """Return the sentences of a paragraph that hold a sum, each with the one before where it only says "it was"."""
    told: list[Run] = []
    before: Run | None = None
    for sentence in sentences(run):
        if sentence.sums:
            names = before is not None and not before.sums and _IT_WAS.search(sentence.text) is not None
            told.append(before + sentence if before is not None and names else sentence)
        before = sentence
    return told


_IT_WAS = re.compile(r"\b(?:it|this)\s+(?:was|is|came\s+to|comes\s+to)\s+£", re.IGNORECASE)


def read_sums(told: Iterable[Run], context: Context, vocabulary: Vocabulary) -> list[ProseSum]:
    """Return the sums of sentences that hold some, each with what its sentence says it is."""
    found: list[ProseSum] = []
    for sentence in told:
        tokens = sentence.sums
        if len(sentence.text) > _LONGEST:
            found += [ProseSum(sentence, sentence.cut(t.start, t.end), t, "unknown") for t in tokens]
            continue
        qualifiers = {(m.start, m.end): m.qualifier for m in sentence.measures if m.currency and m.qualifier}
        for n, token in enumerate(tokens):
            previous = tokens[n - 1].end if n else 0
            following = tokens[n + 1].start if n + 1 < len(tokens) else len(sentence.text)
            item = _classified(sentence, token, previous, following, context, vocabulary)
            if n and not item.reason and _goes_on(found[-1], sentence.text[previous : token.start], vocabulary):
                item.reason = found[-1].reason
            joined = n and _JOINS.fullmatch(sentence.text[previous : token.start])
            if joined and (found[-1].reason == "cap" or _is_aside(found[-1])):
                item.reason = found[-1].reason  # the other end of "between £3,000 and £15,000"
            item.qualifier = next((q for (a, b), q in qualifiers.items() if a <= token.start and token.end <= b), None)
            found.append(item)
        _date(found[-len(tokens) :], [p for p in find_periods(sentence.text) if p.period])
        _drop_parts(found[-len(tokens) :])
        _drop_shares(found[: -len(tokens)], found[-len(tokens) :])
    return found


def _date(items: Sequence[ProseSum], periods: Sequence[ScannedPeriod]) -> None:
    """Give the sums of a sentence its periods: the one right behind a sum, else the last before it that is no other's.

    What only the last of several says dates all, but where that is what the others are compared with.
    """
    if not items or not periods:
        return
    text = items[0].sentence.text
    own: dict[int, ScannedPeriod] = {}
    for n, item in enumerate(items):
        stop = items[n + 1].scan.start if n + 1 < len(items) else len(text)
        behind = next((p for p in periods if item.scan.end <= p.start < stop), None)
        if behind is not None and _IN.fullmatch(text, item.scan.end, behind.start):
            own[n] = behind
    free = [p for p in periods if not any(p is o for o in own.values())]
    compared = any(_COMPARED.search(text[: items[n].scan.start]) for n in own)
    for n, item in enumerate(items):
        before = [p for p in free if p.start < item.scan.start]
        of_all = [] if compared or len(own) > 1 else list(own.values())
        near = [own[n]] if n in own else before[-1:] or free[:1] or of_all
        if near:
            item.period = near[0].period


_IN = re.compile(r"\s*\(?(?:(?:in|for|during|over|by)\s+)?(?:the\s+)?(?:(?:financial\s+)?year\s+)?", re.IGNORECASE)
_COMPARED = re.compile(
    r"\b(?:from|than|against|(?:compared|compares)\s+(?:with|to))\s+(?:the\s+|a\s+)?\Z", re.IGNORECASE
)


def _goes_on(last: ProseSum, between: str, vocabulary: Vocabulary) -> bool:
    """Whether a sum goes on with a list of parts, "made up of £9 and £4", or of the country's sums."""
    if last.reason == "part":
        return _CLAUSE.search(between) is None
    hits = vocabulary.context.hits(between)
    national = last.reason == "background" and any(h.meaning == "national" and h.start <= _NEAR for h in hits)
    return national and not any(h.meaning in ("allocated", "actual") for h in hits)


def _drop_shares(before: list[ProseSum], items: list[ProseSum]) -> None:
    """Mark as parts the sums that stand in brackets, one behind another, where one was told before."""
    aside = [i for i in items if _is_aside(i)]
    if len(aside) > 1 and any(not i.reason for i in before):
        for item in aside:
            item.reason = item.reason or "part"


_NEAR = 25
"""Characters behind a sum in which words say whose it is."""


def _drop_parts(items: list[ProseSum]) -> None:
    """Mark as parts the sums of a sentence that add up to one before them: "£9: £4 for one, £5 for another".

    Those in brackets do so wherever they stand; others where they are all that the sentence goes on with, and no years.
    Two alone may tell what became of a budget: what was given, and what was kept.
    """
    amounts = [i.scan.money.amount if i.scan.money else None for i in items]
    for n, whole in enumerate(amounts):
        parts = amounts[n + 1 :]
        for end in range(2, len(parts) + 1):
            some = [a for a in parts[:end] if a is not None]
            rest = items[n + 1 : n + 1 + end]
            apart = all(_is_aside(i) for i in rest) or (
                not n and end == len(parts) and end >= _MANY_PARTS and len({i.period for i in items}) == 1
            )
            if whole and apart and len(some) == end and sum(some) == whole:
                for item in items[n + 1 : n + 1 + end]:
                    item.reason = item.reason or "part"
                return


_MANY_PARTS = 3


def _is_aside(item: ProseSum) -> bool:
    return item.sentence.text[: item.scan.start].rstrip().endswith("(")


_FOR_EACH = re.compile(
    r"\s+an?\s+[a-z]+(?:\s*(?:[,.;:)]|\Z|\b(?:and|but|for|in|to|on|at|by|from|with|which|while|than)\b))"
)
"""What a sum is for one of: "£7.15 a child"; it is no sum of a budget then."""


def _classified(
    sentence: Run,
    token: ScannedMoney,
    previous: int,
    following: int,
    context: Context,
    vocabulary: Vocabulary,
) -> ProseSum:
    text = sentence.text
    run = sentence.cut(token.start, token.end)
    before, after = text[previous : token.start], text[token.end : following]
    near = before[-40:]
    hits_before = vocabulary.context.hits(before)
    item = ProseSum(sentence, run, token, "")
    ends = [h for h in vocabulary.context.hits(near) if h.end >= len(near.rstrip()) - 1]
    last = ends[-1] if ends else None
    clause_after = _CLAUSE.split(after, maxsplit=1)[0]
    hits_after = vocabulary.context.hits(clause_after)
    if _is(last, "cap") or _is(_ending(near, vocabulary), "cap"):
        item.reason = "" if _is_given(last, after) else "cap"
    elif (any(h.meaning in ("rate", "share") and h.start <= 2 for h in hits_after) or _FOR_EACH.match(after)) or any(
        h.meaning == "share" for h in vocabulary.context.hits(text[: token.start])
    ):
        item.reason = "rate"
    elif any(h.meaning == "match" for h in (*hits_after[:1], *hits_before[-1:])):
        item.reason = "match"
    elif any(h.meaning == "carried" for h in (*hits_after, *hits_before[-2:])):
        item.reason = "carried"
    elif any(
        h.meaning in ("change", "unspent") and len(near.rstrip()) - h.end <= 14 for h in vocabulary.context.hits(near)
    ) or any(
        h.meaning == "unspent" or (h.meaning == "change" and h.start <= 3 and not after[: h.start].strip())
        for h in hits_after
    ):
        item.reason = "change"
    elif any(h.meaning == "requested" for h in hits_before) or any(
        h.meaning == "national" and h.start <= _NEAR for h in hits_after
    ):
        item.reason = "background"
    elif any(h.meaning == "saved" for h in hits_before[-2:]) or _is_held(
        item, before, hits_before, hits_after, vocabulary
    ):
        item.reason = "background"
    elif any(h.meaning == "forecast" for h in hits_before[-2:]):
        item.reason = "forecast"
    elif any(h.meaning == "repeat" for h in hits_before[-1:]) or any(
        h.meaning == "repeat" and h.start <= 2 and not any(_gives(b, before) for b in hits_before)
        for h in hits_after[:1]
    ):
        item.reason = "part"
    else:
        _set_role(item, hits_before, hits_after, text, context, vocabulary)
    item.is_summed = _DEFINITE.search(before) is not None or any(
        h.meaning == "summed" and len(near.rstrip()) - h.end <= _NEAR for h in vocabulary.context.hits(near)
    )
    item.label = _label(sentence, token, vocabulary)
    return item


def _is_held(item: ProseSum, before: str, money: Sequence[Hit], after: Sequence[Hit], vocabulary: Vocabulary) -> bool:
    """Whether a sentence speaks of reserves before the sum, and says nothing of giving or spending beside it."""
    beside = [h for h in money if h.meaning in ("allocated", "actual") and "," not in before[h.end :]]
    beside += [h for h in after[:1] if h.meaning in ("allocated", "actual")]
    text = item.sentence.text[: item.scan.start]
    return not beside and any(h.meaning == "held" for h in vocabulary.context.hits(text))


def _gives(hit: Hit, before: str) -> bool:
    """Whether a word of giving or spending stands right before the sum: "gives £9 of this"."""
    return hit.meaning in ("allocated", "actual") and hit.end == len(before.rstrip())


_DEFINITE = re.compile(r"\b(?:the|this|these)\s+\Z", re.IGNORECASE)


def _is_given(last: Hit | None, after: str) -> bool:
    """Whether words of a band tell a gift: "Commissioner awards over £50,000 to local groups"."""
    return last is not None and last.words > 1 and _TO_WHOM.match(after) is not None


_TO_WHOM = re.compile(r"\s+to\s+(?!£)\D")
_FROM_WHOM = re.compile(r"\s+from\s+(?:the\s+|our\s+)?[A-Z]")
"""Who gave a sum, printed right behind it."""


def _is(hit: Hit | None, meaning: str) -> bool:
    return hit is not None and hit.meaning == meaning


def _ending(near: str, vocabulary: Vocabulary) -> Hit | None:
    hits = [h for h in vocabulary.context.hits(near) if h.meaning == "cap" and len(near.rstrip()) - h.end <= 1]
    return hits[-1] if hits else None


def _set_role(
    item: ProseSum, before: Sequence[Hit], after: Sequence[Hit], text: str, context: Context, vocabulary: Vocabulary
) -> None:
    money = [h for h in before if h.meaning in ("allocated", "actual")]
    money_after = [h for h in after if h.meaning in ("allocated", "actual")]
    everywhere = [h for h in vocabulary.context.hits(text) if h.meaning in ("allocated", "actual")]
    chosen = money[-1] if money else money_after[0] if money_after else everywhere[0] if everywhere else None
    if chosen is not None:
        # a verb of spending is stronger than the noun beside it: "spent the grant", "grant spend"
        spent = any(h.meaning == "actual" for h in (*before[-2:], *money_after[:1]))
        done = money_after and _WAS.fullmatch(text, item.scan.end, item.scan.end + money_after[0].start)
        chosen = money_after[0] if done else chosen  # "of the budget £9 was spent"
        item.role = Role.ACTUAL if chosen.meaning == "actual" or (spent and not money) else Role.ALLOCATED
    elif _FROM_WHOM.match(text, item.scan.end):
        item.role = Role.ALLOCATED
    elif context.kind == "spend" or context.role is not None:
        item.role = context.role or Role.ALLOCATED
    else:
        item.reason = "background"


_WAS = re.compile(r"\s+(?:(?:was|were|is|are|has|have|had|been)\s+){1,2}")


def _label(sentence: Run, token: ScannedMoney, vocabulary: Vocabulary) -> Run | None:
    """Return the words that name the sum: the name or phrase of money nearest to it."""
    text = sentence.text
    hits = [h for h in vocabulary.context.hits(text) if h.meaning in ("allocated", "actual")]
    if not hits:
        return None
    hit = min(hits, key=lambda h: min(abs(h.start - token.end), abs(token.start - h.end)))
    for match in _NAMED.finditer(text):
        if (
            match.start() <= hit.start
            and hit.end <= match.end()
            and not (match.start() < token.end and token.start < match.end())
        ):
            return sentence.cut(match.start(), match.end())
    return sentence.cut(hit.start, hit.end)
