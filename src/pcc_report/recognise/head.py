"""What the head of a report tells, and the evidence for it."""

import re
from collections.abc import Sequence
from typing import Generic, TypeVar

import attrs

from pcc_report.layout import Block, Run
from pcc_report.model import PartialDate, Period

T = TypeVar("T")


MAX_HEAD = 14
"""How many blocks the head of a report may have."""
DOCUMENTS = frozenset(("kind", "plan"))
"""Meanings of words for a kind of document."""


@attrs.define(eq=False)
class Found(Generic[T]):
    """A value of the head, where it was printed, and how good the evidence is."""

    value: T
    run: Run
    score: float


@attrs.define(eq=False)
class Head:
    """What the head of a report tells."""

    title: Found[str] | None = None
    organisation: Found[str] | None = None
    is_organisation_assumed: bool = False
    """Whether only the sentences or the furniture name who reports."""
    funder: Found[str] | None = None
    published: Found[PartialDate] | None = None
    period: Found[Period] | None = None
    other_dates: list[Found[PartialDate]] = attrs.field(factory=list)
    labels: list[Run] = attrs.field(factory=list)
    """Labels of a form whose values stand in the fields above."""
    repeats: list[Run] = attrs.field(factory=list)
    """The title or the body printed again."""
    used: list[Block] = attrs.field(factory=list)
    """Blocks that belong to the head and start no section."""


OPEN_END = re.compile(r"(?:[-–—,&]|\b(?:and|of|the|for|to|in|with|or|on|by))\Z", re.IGNORECASE)
"""The end of a line that goes on in the next one."""


def contains(run: Run, part: Run) -> bool:
    """Return whether *part* was printed inside of *run*."""
    return (
        bool(run.pieces)
        and bool(part.pieces)
        and any(a is b and s <= t and u <= e for a, s, e in run.pieces for b, t, u in part.pieces)
    )


def rest_of(run: Run, part: Run) -> Run | None:
    """Return what stands in *run* behind or before *part*, separators apart."""
    at = run.text.find(part.text)
    if at < 0:
        return None
    after = run.text[at + len(part.text) :]
    before = run.text[:at]
    if after.strip(" -–—|:,"):
        lead = len(after) - len(after.lstrip(" -–—|:,"))
        return run.cut(at + len(part.text) + lead)
    if before.strip(" -–—|:,"):
        return run.cut(0, len(before.rstrip(" -–—|:,")))
    return None


def unwrapped(lines: Sequence[Block], blocks: Sequence[Block]) -> list[Block]:
    """Return the lines of the head, those joined that were wrapped.

    A line ends open, and the next stands right under it, or anywhere below in the same type where the line cannot end;
    or both together are printed in one line elsewhere.
    """
    texts = [b.run.text.casefold() for b in blocks]
    out: list[Block] = []
    for block in lines:
        above = out[-1].run.text if out else ""
        whole = f"{above} {block.run.text}".casefold()
        if TELLING.search(above) and (
            (OPEN_END.search(above) and (block.is_tight or _must_go_on(out[-1], block)))
            or any(whole in text for text in texts)
        ):
            out[-1] = attrs.evolve(out[-1], run=out[-1].run + block.run)
        else:
            out.append(block)
    return out


def _must_go_on(above: Block, block: Block) -> bool:
    """Whether a line of a cover ends with a word that nothing ends with, over one in the same large type."""
    alike = above.size > 0 and (above.size, above.bold, above.kind) == (block.size, block.bold, block.kind)
    return alike and _CANNOT_END.search(above.run.text) is not None


_CANNOT_END = re.compile(r"(?:&|\b(?:and|of|the))\Z", re.IGNORECASE)
TELLING = re.compile(r"[^\W\d_]{4}")
"""A word of a title: the letters of a reference number are fewer."""
