"""Names -> themes: what the words of a category, a group or a heading tell, and whether they tell nothing else."""

import re
from collections.abc import Iterable, Iterator, Sequence

import attrs

from pcc_report.model import Abbreviation
from pcc_report.vocabulary import Hit, Lexicon, fold

_JOINING_SIGN = re.compile(r"\s*[&/,+]\s*\Z")

Words = Sequence[tuple[str, int, int]]
"""The words of a name as `fold` gives them."""


@attrs.frozen
class Named:
    """The themes of a name, in the order of its words, and whether it tells nothing but them."""

    themes: tuple[str, ...]
    nothing_else: bool

    @property
    def is_one(self) -> bool:
        """Whether it tells one theme and nothing else."""
        return self.nothing_else and len(self.themes) == 1


class NameReader:
    """Reads names by the words of a lexicon, the abbreviations of one document expanded first."""

    def __init__(self, categories: Lexicon, abbreviations: Iterable[Abbreviation]) -> None:
        self._categories = categories
        self._long = {_singular(a.short): a.long for a in reversed(tuple(abbreviations)) if a.short.strip()}
        shorts = sorted(map(re.escape, self._long), key=len, reverse=True)
        self._short = re.compile(rf"(?<!\w)({'|'.join(shorts)})(?:['’]?s)?(?!\w)") if shorts else None

    def expand(self, name: str) -> str:
        """Return *name* with the abbreviations that the document defines written out.

        The same letters stand for other things elsewhere, so no letters are looked up before that.
        """
        return self._short.sub(lambda m: self._long[m[1]], name) if self._short else name

    def read(self, name: str) -> Named:
        """Return what *name* tells."""
        text = self.expand(name)
        alone = self._read(text, self._categories.every_hit(text))
        return alone if alone.is_one else self._read(text, self._categories.hits(text))

    def _read(self, text: str, hits: Sequence[Hit]) -> Named:
        words = fold(text)
        place = {start: number for number, (_, start, _) in enumerate(words)}
        open_words = {number for number, (word, _, _) in enumerate(words) if not word[0].isdigit()}
        told: dict[int, str] = {}
        for hit in _affirmed(text, hits):
            first = place[hit.start]
            phrase = range(first, first + hit.words)
            if hit.meaning in self._categories.names:
                shared = dict(self._sharing(text, words, phrase))
                # Drug and drink driving: "drug" alone would tell something else, and is told anew.
                told |= {first: hit.meaning, **shared}
                open_words.difference_update(phrase, shared)
            elif hit.meaning in {"filler", "joiner"}:
                open_words.difference_update(phrase)
        themes = dict.fromkeys(told[number] for number in sorted(told))
        return Named(tuple(themes), nothing_else=not open_words)

    def _sharing(self, text: str, words: Words, phrase: range) -> Iterator[tuple[int, str]]:
        """Yield the words before *phrase* that share its last words, and the theme that they make with them.

        "Domestic and Sexual Violence" is domestic violence and sexual violence.
        """
        after = phrase.start
        while True:
            at = after - 1
            if at > 0 and self._categories.whole(words[at][0]) == "joiner":
                at -= 1
            elif at < 0 or not _JOINING_SIGN.match(text, words[at][2], words[after][1]):
                return
            theme = self._completed(words[at][0], [word for word, _, _ in words[phrase.start + 1 : phrase.stop]])
            if theme is None:
                return
            yield at, theme
            after = at

    def _completed(self, word: str, tail: Sequence[str]) -> str | None:
        """Return the theme of *word* with all of *tail* behind it, or with as much of its end as makes a phrase."""
        for cut in range(len(tail)):
            meaning = self._categories.whole(" ".join((word, *tail[cut:])))
            if meaning in self._categories.names:
                return meaning
        return None


def _affirmed(text: str, hits: Iterable[Hit]) -> Iterator[Hit]:
    """Yield the *hits* but those that the name says it is not about."""
    denied = 0
    for hit in hits:
        if hit.start < denied:
            continue
        if hit.meaning == "without":
            close = text.find(")", hit.end)
            denied = close if close >= 0 else len(text)
        yield hit


def _singular(short: str) -> str:
    """Return an abbreviation without its plural: CSPs is CSP."""
    return short[:-1] if len(short) > 2 and short[-1] == "s" and short[-2].isupper() else short
