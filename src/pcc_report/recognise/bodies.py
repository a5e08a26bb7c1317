"""Names of bodies: partnerships, commissioners, councils and charities, in lines of their own and in sentences.

In a line of its own a name is what the line holds. In a sentence it is built around the words that make it one:
"Police and Crime Commissioner" with the names before it ("Northumbria ...") or behind it ("... for West Yorkshire").
A kind without such a name, or in the plural, is nobody in particular.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import attrs

from pcc_report.layout import Run
from pcc_report.vocabulary import Hit, Vocabulary, fold, words_of

_WORD = re.compile(r"[^\W_][\w'’&.\-]*|&")
_POSSESSIVE = re.compile(r"['’]s?\Z")
_INNER = frozenset(("and", "&", "of", "upon", "on", "the"))
"""Words that join two capital words of one name."""
_BEHIND = re.compile(r"(?:\s+\([A-Z]{2,8}\))?\s+(?:for|of|in|over)\s+(?:the\s+)?(?=[A-Z])")

_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(r"\d{3}")
_ENDS_OF = re.compile(r"\bof\Z", re.IGNORECASE)
_OF_PLACE = re.compile(r"\s+(?=[A-Z])")
"""What stands between a kind of body that ends with "of", "London Borough of", and its place."""


@attrs.frozen(eq=False)
class Named:
    """A body that a sentence names."""

    run: Run
    meaning: str
    """What kind of body it is: a meaning of the vocabulary ``bodies``."""


def is_named(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a body's name says which: a capital word that is neither a kind of body nor a word of offices."""
    hits = [*vocabulary.bodies.hits(text), *vocabulary.labels.hits(text), *vocabulary.titles.hits(text)]
    hits += [h for h in vocabulary.prompts.hits(text) if h.meaning == "post"]
    if any(h.meaning in ("proper", "charity", "department") for h in hits):
        return True
    return any(
        m[0][0].isupper() and not any(h.start <= m.start() < h.end for h in hits) and len(m[0]) > 2
        for m in re.finditer(r"[^\W\d_][\w'’&-]*", text)
    ) or (sum(c.isupper() for c in text) >= 3 and text.isalpha() and not vocabulary.bodies.hits(text))


def names_in(run: Run, vocabulary: Vocabulary) -> Iterator[Named]:
    """Yield the bodies that *run* names, in order: each kind of body with the capital words that belong to it."""
    text = run.text
    hits = _without_short_forms(text, vocabulary.bodies.hits(text))
    for n, hit in enumerate(hits):
        if not text[hit.start].isupper() or _is_plural(text, hit) or _is_part_of_more(text, hit):
            continue
        low = hits[n - 1].end if n else 0
        high = hits[n + 1].start if n + 1 < len(hits) else len(text)
        start = _begin(text, low, hit.start, vocabulary, of_place=hit.meaning == "commissioner")
        end = _finish(text, hit.end, high)
        name = run.cut(start, end)
        if name and is_named(name.text, vocabulary):
            yield Named(name, hit.meaning)


def _without_short_forms(text: str, hits: Sequence[Hit]) -> list[Hit]:
    """Return *hits* without those that only shorten the one before: "Police and Crime Commissioner (PCC) for Kent"."""
    short = [text[a.end : b.start].strip() == "(" and text[b.end : b.end + 1] == ")" for a, b in pairwise(hits)]
    return [h for h, is_short in zip(hits, [False, *short], strict=False) if not is_short]


def _is_part_of_more(text: str, hit: Hit) -> bool:
    """Whether a word such as "Police" only begins a longer phrase: "Police and Crime Plan"."""
    return hit.words == 1 and _MORE.match(text, hit.end) is not None


_MORE = re.compile(r"\s+(?i:and|&)\s+[A-Z]")


def _is_plural(text: str, hit: Hit) -> bool:
    printed = _POSSESSIVE.sub("", text[hit.start : hit.end])
    folded = fold(printed)[-1][0]
    return printed.casefold().endswith("s") and not folded.endswith("s") and " " in printed


def _begin(text: str, low: int, start: int, vocabulary: Vocabulary, *, of_place: bool = False) -> int:
    """Return where the capital words before a kind of body begin; *of_place*: "Hampshire's" may be one of them."""
    words = list(_WORD.finditer(text, low, start))
    begin = start
    for n in range(len(words) - 1, -1, -1):
        word = words[n]
        if of_place and begin == start and _POSSESSIVE.search(word[0]) and word[0][0].isupper():
            opens = vocabulary.prompts.whole(_POSSESSIVE.sub("", word[0])) in ("opening", "post")
            return start if opens or text[word.end() : begin].strip() else word.start()
        if text[word.end() : begin].strip() or _POSSESSIVE.search(word[0]) or word[0].endswith("."):
            break
        if word[0][0].isupper():
            if vocabulary.prompts.whole(word[0]) in ("opening", "post"):
                break
            begin = word.start()
        elif word[0] in _INNER and n and words[n - 1][0][0].isupper() and begin < start:
            if word[0] == "the" or _is_of_page(words[n - 1][0], vocabulary):
                break
            begin = word.start()
        else:
            break
    return begin


def _is_of_page(word: str, vocabulary: Vocabulary) -> bool:
    """Whether a capital word before "of" is one of headings and titles: "Approval of", "Report of"."""
    known = vocabulary.headings.whole(word) or vocabulary.titles.whole(word) or vocabulary.labels.whole(word)
    return known is not None or vocabulary.prompts.whole(word) in ("opening", "post")


def _finish(text: str, end: int, high: int) -> int:
    """Return where the names behind "for" or "of" end; without them, where the kind of body does."""
    kind = end - len(match[0]) if (match := _POSSESSIVE.search(text[:end])) else end
    lead = (_OF_PLACE if _ENDS_OF.search(text[:end]) else _BEHIND).match(text, end, high)
    if kind != end or lead is None:
        return kind
    found, at = end, lead.end()
    for word in _WORD.finditer(text, lead.end(), high):
        joined = text[at : word.start()].strip()
        if joined not in ("", ",") or _NUMBER.search(word[0]):
            break
        if word[0][0].isupper():
            found = word.start() + len(_POSSESSIVE.sub("", word[0]).rstrip(".-"))
            if word[0][-1] in ".'’" or _POSSESSIVE.search(word[0]):
                break
        elif word[0] not in _INNER or (joined and word[0] != "and"):
            break
        at = word.end()
    return found


def same_name(a: str, b: str) -> bool:
    """Whether two texts are the same words."""
    return key_of(a) == key_of(b)


def key_of(text: str) -> tuple[str, ...]:
    """Return the words of a name as they are compared."""
    return words_of(text)


@attrs.define(eq=False)
class Mentions:
    """All places where one body is named."""

    first: Run
    meaning: str
    at: int
    """How many blocks stand before the first one."""
    times: int = 0
    is_of_site: bool = False
    """Whether the furniture of a page or a site names it."""


def mentions(texts: Sequence[Run], furniture: Iterable[Run], vocabulary: Vocabulary) -> list[Mentions]:
    """Return the bodies that *texts* and *furniture* name, each with all its places, by first place."""
    found: dict[tuple[str, ...], Mentions] = {}
    for n, run in enumerate(texts):
        for named in names_in(run, vocabulary):
            one = found.setdefault(key_of(named.run.text), Mentions(named.run, named.meaning, n))
            one.times += 1
    for run in {_DIGITS.sub("#", run.text): run for run in furniture}.values():  # a running head speaks once
        for named in names_in(run, vocabulary):
            one = found.setdefault(key_of(named.run.text), Mentions(named.run, named.meaning, 0))
            one.times += 1
            one.is_of_site = True
    return list(found.values())
