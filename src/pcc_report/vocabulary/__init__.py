"""Words as data: what headings, columns, labels and phrases of this family of documents mean.

Each ``*.toml`` file here is one `Lexicon`: tables named by a meaning, with ``synonyms`` (phrases that have
that meaning), ``means`` (one sentence) and ``examples`` (printed texts that must find it; a test runs
them all). Matching is by whole words, without regard to case, hyphens, plural "s" or punctuation; the
longest phrase wins. A phrase has one meaning in a file; two meanings are refused by name.

An entry of ``categories`` may also have a ``name`` (as people read it) and phrases that count ``alone``: only
where a text says nothing else.

A user's own vocabulary has the same form in one file, a table for each of our files, and is layered over
ours: it adds phrases, and where it gives one of ours another meaning, it wins. Meanings that have names may be
added to as well.
"""

import pkgutil
import re
import tomllib
from collections.abc import Callable, Mapping
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import attrs

from pcc_report.errors import VocabularyError

LEXICONS = (
    "asides",
    "bodies",
    "categories",
    "columns",
    "context",
    "furniture",
    "headings",
    "labels",
    "prompts",
    "rows",
    "titles",
)
"""The names of our files, and of the tables of a user's own file."""

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)?|[£%#]")


class Hit(NamedTuple):
    """A phrase of a lexicon found in a text."""

    meaning: str
    start: int
    end: int
    words: int
    """How many words the phrase has: more words, better evidence."""


def fold(text: str) -> list[tuple[str, int, int]]:
    """Return the words of *text* as they are compared, each with its offsets.

    Case, hyphens and a plural "s" go: "Re-offending awards" and "re offending award" are the same.
    """
    return [(word, *place) for word, place in zip(words_of(text), _places_of(text), strict=True)]


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[str, ...]:
    """Return the words of *text* as they are compared, without their offsets."""
    return tuple(map(_folded, _TOKEN.findall(text)))


@lru_cache(maxsize=1024)
def _places_of(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _TOKEN.finditer(text)]


@lru_cache(maxsize=8192)
def _folded(word: str) -> str:
    word = word.casefold().replace("’", "'")
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        word = word.removesuffix("s").removesuffix("'")
    return word


_POINTERS = frozenset(words_of("this the your our"))
"""Words that a phrase may have more in print than in a vocabulary."""


class Lexicon:
    """Phrases and their meanings; finding is linear in the number of words."""

    def __init__(self, name: str, meanings: Mapping[str, Mapping[str, Any]]) -> None:
        self.name = name
        self.names: dict[str, str] = {m: entry["name"] for m, entry in meanings.items() if "name" in entry}
        """What people call a meaning, where its entry says so."""
        self.whole = lru_cache(maxsize=2048)(self._whole)
        """The meaning of a text if all of it is one phrase, else None; "Period of this return" is one."""
        self._by_phrase: dict[tuple[str, ...], str] = {}
        self._alone: set[tuple[str, ...]] = set()
        for meaning, entry in meanings.items():
            for synonym in entry.get("synonyms", ()):
                self._add(meaning, synonym)
            for synonym in entry.get("alone", ()):
                self._add(meaning, synonym, alone=True)

    def _add(self, meaning: str, synonym: str, *, alone: bool = False, replace: bool = False) -> None:
        phrase = words_of(synonym)
        if not phrase:
            msg = f"the synonym {synonym!r} of {meaning!r} in {self.name!r} holds no word"
            raise VocabularyError(msg, advice="remove it")
        known = self._by_phrase.get(phrase)
        if known is not None and known != meaning and not replace:
            msg = f"the synonym {synonym!r} in {self.name!r} has two meanings, {known!r} and {meaning!r}"
            raise VocabularyError(msg, advice="keep it in one of the two")
        self._by_phrase[phrase] = meaning
        (self._alone.add if alone else self._alone.discard)(phrase)

    def layered(self, meanings: Mapping[str, Mapping[str, Any]]) -> "Lexicon":
        """Return a lexicon with *meanings* over this one's; *meanings* are checked among themselves."""
        own = Lexicon(self.name, meanings)
        both = Lexicon(self.name, {})
        both.names = {**self.names, **own.names}
        for lexicon in (self, own):
            for phrase, meaning in lexicon._by_phrase.items():  # noqa: SLF001
                both._add(meaning, " ".join(phrase), alone=phrase in lexicon._alone, replace=True)  # noqa: SLF001
        return both

    def opening(self, text: str, within: int = 1) -> Hit | None:
        """Return the phrase that *text* begins with, or None; *within* so many characters, for signs before it."""
        index = self._index
        if not index.may_begin(text, within):
            return None
        first = next(iter(index.hits(text)), None)
        return first if first is not None and first.start < within else None

    @cached_property
    def _index(self) -> "_Index":
        return _Index({p: m for p, m in self._by_phrase.items() if p not in self._alone})

    @property
    def meanings(self) -> frozenset[str]:
        """Every meaning that some phrase has."""
        return frozenset(self._by_phrase.values())

    @cached_property
    def hits(self) -> Callable[[str], tuple[Hit, ...]]:
        """The phrases in a text, left to right, the longest at each place, none overlapping."""
        return self._index.hits

    @cached_property
    def every_hit(self) -> Callable[[str], tuple[Hit, ...]]:
        """The same, those phrases among them that count only alone."""
        return _Index(self._by_phrase).hits

    def best(self, text: str) -> Hit | None:
        """Return the longest phrase in *text*, the first of equals; None if there is none."""
        return max(self.hits(text), key=lambda h: h.words, default=None)

    def _whole(self, text: str) -> str | None:
        words = words_of(text)
        found = self._by_phrase.get(words)
        if found is None and not _POINTERS.isdisjoint(words):
            found = self._by_phrase.get(tuple(w for w in words if w not in _POINTERS))
        return found

    def has(self, text: str, *meanings: str) -> bool:
        """Whether *text* holds a phrase of one of *meanings*."""
        return any(hit.meaning in meanings for hit in self.hits(text))


class _Index:
    """Phrases, and how long those are that begin with a word."""

    def __init__(self, meanings: Mapping[tuple[str, ...], str]) -> None:
        self._meanings = meanings
        sizes: dict[str, set[int]] = {}
        for phrase in meanings:
            sizes.setdefault(phrase[0], set()).add(len(phrase))
        self._sizes = {first: sorted(found, reverse=True) for first, found in sizes.items()}
        # many steps ask what the same line names
        self.hits = lru_cache(maxsize=2048)(self._hits)

    def may_begin(self, text: str, within: int) -> bool:
        """Tell quickly whether a word that begins a phrase stands *within* so many characters of the begin."""
        for match in _TOKEN.finditer(text):
            if match.start() >= within:
                break
            if _folded(match[0]) in self._sizes:
                return True
        return False

    def _hits(self, text: str) -> tuple[Hit, ...]:
        """Return the longest phrase at each place of *text*, none overlapping."""
        words = words_of(text)
        if self._sizes.keys().isdisjoint(words):
            return ()
        found: list[tuple[str, int, int]] = []
        end = 0
        for at, first in enumerate(words):
            if at < end or first not in self._sizes:
                continue
            for size in self._sizes[first]:
                meaning = self._meanings.get(words[at : at + size])
                if meaning is not None and at + size <= len(words):
                    end = at + size
                    found.append((meaning, at, end))
                    break
        if not found:
            return ()
        places = _places_of(text)
        return tuple([Hit(meaning, places[at][0], places[end - 1][1], end - at) for meaning, at, end in found])


@attrs.frozen
class Vocabulary:
    """All lexicons, by name as attributes."""

    asides: Lexicon
    bodies: Lexicon
    categories: Lexicon
    columns: Lexicon
    context: Lexicon
    furniture: Lexicon
    headings: Lexicon
    labels: Lexicon
    prompts: Lexicon
    rows: Lexicon
    titles: Lexicon


@cache
def default_vocabulary() -> Vocabulary:
    """Return our own vocabulary, read once."""
    return Vocabulary(**{name: Lexicon(name, load_words(name)) for name in LEXICONS})


@cache
def load_words(name: str) -> dict[str, Any]:
    """Return the content of our file *name*, such as ``columns``."""
    # `importlib.resources` takes longer to import than this file to read
    return tomllib.loads((pkgutil.get_data(__name__, f"{name}.toml") or b"").decode("utf-8"))


def load_vocabulary(own: str | Path | Mapping[str, Any] | None = None) -> Vocabulary:
    """Return our vocabulary with the user's *own*, a TOML file or its content, layered over it.

    Raises:
        VocabularyError: the file cannot be read, names a table or a meaning that we do not have, or gives
            a phrase two meanings.
    """
    base = default_vocabulary()
    if own is None:
        return base
    content = own if isinstance(own, Mapping) else _read_own(Path(own))
    source = "" if isinstance(own, Mapping) else str(own)
    layers = {}
    for name, meanings in content.items():
        if name not in LEXICONS:
            msg = f"there is no vocabulary {name!r}"
            raise VocabularyError(msg, source=source, advice=f"the names are {', '.join(LEXICONS)}")
        lexicon: Lexicon = getattr(base, name)
        for meaning, entry in _table(name, meanings, source).items():
            _check_entry(name, meaning, entry, source)
            if meaning not in lexicon.meanings and not (lexicon.names and "name" in entry):
                msg = f"{name!r} has no meaning {meaning!r}"
                advice = f"the meanings are {', '.join(sorted(lexicon.meanings))}"
                advice += "; one of your own needs a name" * bool(lexicon.names)
                raise VocabularyError(msg, source=source, advice=advice)
        try:
            layers[name] = lexicon.layered(meanings)
        except VocabularyError as error:
            error.with_source(source)
            raise
    return attrs.evolve(base, **layers)


def _read_own(path: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        msg = f"the vocabulary cannot be read: {error}"
        raise VocabularyError(msg, source=str(path), advice="give a TOML file in UTF-8") from error


def _table(name: str, value: object, source: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        msg = f"{name!r} must be a table of meanings"
        raise VocabularyError(msg, source=source, advice=f"write [{name}.MEANING]")
    return value


def _check_entry(name: str, meaning: str, entry: object, source: str) -> None:
    phrases = [entry[key] for key in ("synonyms", "alone") if key in entry] if isinstance(entry, Mapping) else []
    if not phrases or not all(isinstance(p, list) and all(isinstance(s, str) for s in p) for p in phrases):
        msg = f"[{name}.{meaning}] needs synonyms, a list of strings"
        raise VocabularyError(msg, source=source, advice='write synonyms = ["..."]')
    called = entry.get("name", "unchanged") if isinstance(entry, Mapping) else None
    if not isinstance(called, str) or not called.strip():
        msg = f"the name of [{name}.{meaning}] must be a string of some words"
        raise VocabularyError(msg, source=source, advice='write name = "..."')
