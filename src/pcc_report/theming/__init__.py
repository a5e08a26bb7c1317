"""What the money bought: spend lines and outcome sections joined under one theme, by the words of their names.

The package is not called ``themes``, as a module of that name would hide the function `pcc_report.themes`.
"""

import enum
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import attrs

from pcc_report.model import Money, OutcomeSection, Period, Report, Role, SpendLine, SpendTable
from pcc_report.model.money import exact_sum
from pcc_report.theming.names import NameReader
from pcc_report.vocabulary import load_vocabulary, words_of


class KnownBy(enum.StrEnum):
    """Which printed name told the theme."""

    CATEGORY = "category"
    """The category of the line."""
    GROUP = "group"
    """The heading of its group, the category telling nothing."""
    TITLE = "title"
    """The title of its table, the category telling nothing and no group standing between."""
    HEADING = "heading"
    """The heading of the section."""


@attrs.frozen(kw_only=True)
class ThemedLine:
    """A spend line, the table that it stands in, and its themes."""

    line: SpendLine
    table: SpendTable
    themes: tuple[str, ...] = ()
    """The keys of all its themes; none where its name stayed itself."""
    known_by: KnownBy | None = None
    """What told them; None where its name stayed itself."""

    @property
    def is_shared(self) -> bool:
        """Whether it stands under several themes."""
        return len(self.themes) > 1


@attrs.frozen(kw_only=True)
class ThemedSection:
    """An outcome section and its themes; the fields are those of `ThemedLine`."""

    section: OutcomeSection
    themes: tuple[str, ...] = ()
    known_by: KnownBy | None = None

    @property
    def is_shared(self) -> bool:
        """Whether it stands under several themes."""
        return len(self.themes) > 1


@attrs.frozen(kw_only=True)
class Theme:
    """What was spent on one theme, and what came of it."""

    key: str | None
    """Of the vocabulary, such as ``substance_misuse``; None for a name that stayed itself."""
    name: str
    """Of the vocabulary; for a name that stayed itself, as it was printed first."""
    lines: tuple[ThemedLine, ...] = ()
    sections: tuple[ThemedSection, ...] = ()

    def summed(self, role: Role, period: Period | None = None) -> Money | None:
        """Return the exact sum of the figures of *role* and *period* in the lines that are of this theme alone.

        These sums add up over all themes, for no line is in two of them; `shared` has the others. None as
        in `SpendTable.summed`: where there is no such figure, or no exact sum of them.
        """
        return _sum((themed for themed in self.lines if not themed.is_shared), role, period)

    def shared(self, role: Role, period: Period | None = None) -> Money | None:
        """Return the same sum for the lines that are of other themes too.

        Each of these lines is in the sum of every theme that it has: never add them up over themes.
        """
        return _sum((themed for themed in self.lines if themed.is_shared), role, period)

    @property
    def series(self) -> tuple[tuple[Role, Period | None], ...]:
        """Every (role, period) that some line has a figure of, in printed order."""
        return tuple(dict.fromkeys((f.role, f.period) for themed in self.lines for f in themed.line.figures))


def themes(report: Report, *, vocabulary: str | Path | Mapping[str, Any] | None = None) -> tuple[Theme, ...]:
    """Return the spend lines and outcome sections of *report* by theme, in the order in which it names them.

    Every line and every section is in at least one theme, and in several where its name tells several. A name
    that tells none stays itself, and joins only lines and sections of the same name.

    Args:
        report: the report of a result.
        vocabulary: words of your own over ours, as for `parse`.

    Raises:
        VocabularyError: the vocabulary is at fault.
    """
    categories = load_vocabulary(vocabulary).categories
    names = NameReader(categories, report.abbreviations)
    found: dict[_Key, _Found] = {}

    def under(keys: tuple[str, ...], printed: str) -> Iterable[_Found]:
        if not keys:
            yield found.setdefault(_own_key(names.expand(printed)), _Found(None, printed))
        for key in keys:
            yield found.setdefault(key, _Found(key, categories.names[key]))

    for table in report.spend_tables:
        for line in table.lines:
            known_by, keys = _themes_of(line, table, names)
            themed = ThemedLine(line=line, table=table, themes=keys, known_by=known_by)
            for theme in under(keys, line.category):
                theme.lines.append(themed)
    for section in report.outcome_sections:
        keys = names.read(section.heading).themes
        known = ThemedSection(section=section, themes=keys, known_by=KnownBy.HEADING if keys else None)
        for theme in under(keys, section.heading):
            theme.sections.append(known)
    return tuple(theme.done() for theme in found.values())


_Key = str | tuple[str, ...]
"""The key of a theme, or the folded words of a name that stayed itself."""


@attrs.define
class _Found:
    key: str | None
    name: str
    lines: list[ThemedLine] = attrs.Factory(list)
    sections: list[ThemedSection] = attrs.Factory(list)

    def done(self) -> Theme:
        return Theme(key=self.key, name=self.name, lines=tuple(self.lines), sections=tuple(self.sections))


def _own_key(name: str) -> _Key:
    return words_of(name) or (name.strip(),)


def _themes_of(line: SpendLine, table: SpendTable, names: NameReader) -> tuple[KnownBy | None, tuple[str, ...]]:
    """Return what tells the themes of *line*, and their keys.

    A heading hands its theme down only if that is all it says: under "Victims and vulnerable people", or under
    "Domestic abuse and sexual violence", a line that we do not know may be for either. A group that we do not
    know hides the title above it.
    """
    own = names.read(line.category)
    if own.themes:
        return KnownBy.CATEGORY, own.themes
    known_by, heading = (KnownBy.GROUP, line.group) if line.group else (KnownBy.TITLE, table.title)
    above = names.read(heading)
    return (known_by, above.themes) if above.is_one else (None, ())


def _sum(lines: Iterable[ThemedLine], role: Role, period: Period | None) -> Money | None:
    found: list[Money] = []
    for themed in lines:
        if any(f.role is role and f.period == period and f.money is not None for f in themed.line.figures):
            money = attrs.evolve(themed.table, lines=(themed.line,)).summed(role, period)
            if money is None:
                return None
            found.append(money)
    if len({money.currency for money in found}) != 1:
        return None
    return Money(exact_sum(money.amount for money in found), found[0].currency)
