"""What the headings and paragraphs around a block say of the sums in it: their role, unit and period.

Every paragraph is asked once, and what it says is kept by its place: a report may hold a sum in each of a
thousand paragraphs of one section.
"""

from collections.abc import Sequence

import attrs

from pcc_report.layout import Block, BlockKind, is_unit
from pcc_report.layout.outline import Section
from pcc_report.model import Role
from pcc_report.recognise.context import Context, level_of, names_roles, role_in_sentences, role_of
from pcc_report.recognise.head import Head
from pcc_report.values.money import find_scale
from pcc_report.vocabulary import Vocabulary

_LONGEST_UNIT = 300
"""Characters of a paragraph in which a unit is that of the tables below."""
_NOTES_BELOW = 4
_LONGEST_NOTE = 200
"""Characters of a note that gives the unit of all sums that follow."""


@attrs.define(eq=False)
class _Told:
    """What the blocks of one section say, as far as they are read, each with the number of the block."""

    blocks: Sequence[Block]
    read: int = 0
    unit: tuple[int, int] | None = None
    level: tuple[int, Role] | None = None
    notes: list[tuple[int, int]] = attrs.field(factory=list)
    """The units that notes give to all sums that follow."""


@attrs.frozen
class _Note:
    """The unit that a note further up gives to all sums, or to those of a table below it and perhaps to no others."""

    unit: int | None = None
    unit_of_another: int | None = None


class Surroundings:
    """The sections of a report, asked for what stands around their blocks."""

    def __init__(self, sections: Sequence[Section], head: Head, vocabulary: Vocabulary) -> None:
        self._sections = sections
        self._head = head
        self._vocabulary = vocabulary
        self._numbers = {id(section): number for number, section in enumerate(sections)}
        self._told = [_Told(section.blocks) for section in sections]
        self._units: list[_Note] = [_Note()]
        """By section, the last note before it that gives a unit; worked out as far as asked for."""
        self._last_roles: dict[int, Role | None] = {}

    def context(self, section: Section, k: int) -> Context:
        """Return what stands around the block *k* of *section*."""
        number, vocabulary = self._numbers[id(section)], self._vocabulary
        context = Context(kind=section.kind)
        if self._head.period:
            context.period = self._head.period.value
        if self._head.published:
            context.written = self._head.published.value
        above = section.blocks[k - 1] if k else None
        leads = above is not None and above.run.text.rstrip(" -–").endswith(":")
        if above is not None and above.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) and leads:
            context.role = role_in_sentences(above.run.text, vocabulary) or role_of(above.run.text, vocabulary)
        title = section.title.text if section.heading is not None and number else ""
        hit = vocabulary.columns.best(title)
        if hit is not None and hit.meaning == "other" and role_of(title, vocabulary) is None:
            context.role = context.role or Role.OTHER
        for text in filter(None, (title, *(h.run.text for h in reversed(section.above)))):
            own = role_in_sentences(text, vocabulary) if text is title else None
            context.names_roles = context.names_roles or (context.role is None and names_roles(text, vocabulary))
            leads = own is not None and text.endswith(":")  # a sentence that leads in to the list under it
            context.role = context.role or (own if leads else None) or role_of(text, vocabulary) or own
            context.scale = context.scale or find_scale(text)
        told = self._read(number, k)
        if told.unit is not None and told.unit[0] < k:
            context.scale = context.scale or told.unit[1]
        if told.level is not None and told.level[0] < k:
            context.weak_role = told.level[1]
        for before in range(number - 1, max(number - 3, -1), -1):
            context.weak_role = context.weak_role or self._last_role(before)
        here, before_here = self._unit_said(number, k)
        context.scale = context.scale or here
        context.unsigned_scale, context.unsure_scale = before_here.unit, before_here.unit_of_another
        if context.scale is None and context.unsigned_scale is None:
            below = self._unit_below(section, k)
            context.unsigned_scale, context.unsure_scale = below.unit, below.unit_of_another or context.unsure_scale
        if self._head.title is not None:
            context.weak_role = context.weak_role or level_of(self._head.title.value, vocabulary)
            context.scale = context.scale or find_scale(self._head.title.value)
        return context

    def _unit_below(self, section: Section, k: int) -> _Note:
        """Return the unit that a note under a table gives; one over another table may be about that one."""
        unit: int | None = None
        for block in section.blocks[k + 1 : k + 1 + _NOTES_BELOW]:
            if block.kind is BlockKind.TABLE:
                return _Note(unit_of_another=unit)
            text = f"{block.label.text} {block.run.text}".strip()
            unit = unit or (find_scale(text) if is_unit(text) else self._noted_unit(text))
        return _Note(unit)

    def _noted_unit(self, text: str) -> int | None:
        """Return the unit that a note about all sums gives; None if the text is no such note."""
        said = len(text) < _LONGEST_NOTE and self._vocabulary.context.has(text, "unit")
        return find_scale(text) if said else None

    def _read(self, number: int, k: int) -> _Told:
        """Read on to the block *k* of a section."""
        told = self._told[number]
        for at in range(told.read, k):
            text = told.blocks[at].run.text
            if told.blocks[at].kind is BlockKind.PARAGRAPH:
                if told.unit is None and len(text) < _LONGEST_UNIT and (unit := find_scale(text)):
                    told.unit = at, unit
                if told.level is None and (level := level_of(text, self._vocabulary)):
                    told.level = at, level
            if unit := self._noted_unit(text):
                told.notes.append((at, unit))
        told.read = max(told.read, k)
        return told

    def _last_role(self, number: int) -> Role | None:
        """Return the role that the last paragraph of a section that tells one leads in to."""
        if number not in self._last_roles:
            paragraphs = (b for b in reversed(self._sections[number].blocks) if b.kind is BlockKind.PARAGRAPH)
            roles = (role_in_sentences(b.run.text, self._vocabulary) for b in paragraphs)
            self._last_roles[number] = next(filter(None, roles), None)
        return self._last_roles[number]

    def _unit_said(self, number: int, k: int) -> tuple[int | None, _Note]:
        """Return the unit that the last note before a block gives to its section's sums, and the last note before."""
        here = next((unit for at, unit in reversed(self._read(number, k).notes) if at < k), None)
        while len(self._units) <= number:
            last = len(self._units) - 1
            blocks = self._sections[last].blocks
            notes = self._read(last, len(blocks)).notes
            note = self._units[-1]
            if notes:
                at, unit = notes[-1]
                is_over_table = any(b.kind is BlockKind.TABLE for b in blocks[at:])
                note = _Note(unit_of_another=unit) if is_over_table else _Note(unit)
            self._units.append(note)
        return here, self._units[number]
