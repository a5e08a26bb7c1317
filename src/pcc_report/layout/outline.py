"""The outline: sections with what their headings say, passed down to what stands under them.

A heading of a known kind gives its section that kind. A heading that nobody knows takes the kind of the
section it stands in (by number, by size, or because the one above holds nothing but headings); failing that
its kind is ``unknown``, and what stands in it decides.
"""

import re

import attrs

from pcc_report.layout.blocks import Block, BlockKind
from pcc_report.layout.runs import EMPTY, Run
from pcc_report.values.money import find_scale
from pcc_report.vocabulary import Vocabulary

KIND_ORDER = ("outcome", "recommendation", "background", "spend")
"""Which kind wins where a heading has words of several: what it is about stands last in "grants achieved"."""


@attrs.define(eq=False)
class Section:
    """A heading and the blocks under it, up to the next heading."""

    heading: Block | None
    kind: str
    """``spend``, ``outcome``, ``background``, ``recommendation`` or ``unknown``."""
    is_known: bool
    """Whether the vocabulary knows the heading; else the kind is inherited."""
    is_held: bool = False
    """Whether the kind is that of a heading above which holds nothing but headings."""
    blocks: list[Block] = attrs.field(factory=list)
    above: list[Block] = attrs.field(factory=list)
    """The headings that this one stands under, outermost first."""

    @property
    def title(self) -> Run:
        """The heading's text, without its number."""
        return self.heading.run if self.heading else EMPTY


def outline(blocks: list[Block], vocabulary: Vocabulary) -> list[Section]:
    """Cut *blocks* into sections."""
    sections = [Section(None, "unknown", is_known=False)]
    stack: list[tuple[float, Section]] = []
    for block in blocks:
        asks = block.marker is None and is_prompt(block.run.text, vocabulary)
        if block.kind is not BlockKind.HEADING or asks:
            sections[-1].blocks.append(block)
            continue
        rank = _rank(block)
        last = sections[-1]
        while stack and not _is_under(rank, block.run.text, stack[-1], last):
            stack.pop()
        kind = heading_kind(block.run.text, vocabulary) or ("spend" if find_scale(block.run.text) else None)
        section = Section(block, kind or "unknown", is_known=kind is not None)
        section.above = [s.heading for _, s in stack if s.heading]
        if kind is None and stack:
            section.kind = stack[-1][1].kind
            section.is_held = not stack[-1][1].blocks
        if kind is not None or _is_numbered(block):
            stack.append((rank, section))
        sections.append(section)
    return sections


def is_prompt(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line is nothing but a question of Outcomes-Based Accountability: it asks, and heads nothing."""
    return vocabulary.prompts.whole(text.strip(" #%?:")) == "oba"


def heading_kind(text: str, vocabulary: Vocabulary) -> str | None:
    """Return the kind that the words of a heading tell, the longest phrase first."""
    text = text.strip(" ?:.")
    if (own := vocabulary.headings.whole(text)) in KIND_ORDER:
        return own
    hits = vocabulary.headings.hits(text.partition(" (")[0]) or vocabulary.headings.hits(text)
    if hits and hits[0].start == 0 and hits[0].meaning.startswith(_BEGINS):
        return hits[0].meaning.removeprefix(_BEGINS)
    hits = tuple(h for h in hits if h.meaning in KIND_ORDER)
    if not hits:
        return None
    most = max(h.words for h in hits)
    kinds = {h.meaning for h in hits if h.words == most}
    return next((k for k in KIND_ORDER if k in kinds), None)


_BEGINS = "begins_"


def _rank(block: Block) -> float:
    """Return how deep a heading stands: numbered depth, else larger type is higher; plain text is level."""
    if block.marker is not None and block.marker.is_number:
        return float(block.marker.depth)
    if _LETTERED.match(block.run.text):
        return 1.0
    if block.size:
        return -block.size - (0.5 if block.bold else 0.0)
    return 0.0


def _is_under(rank: float, text: str, top: tuple[float, Section], last: Section) -> bool:
    above_rank, above = top
    if rank > above_rank and not (above.kind == "background" and _is_plain(above.heading)):
        return True
    # a heading with nothing under it but this one holds the headings that follow
    leads_in = text.endswith(":") or len(text.split()) > _LEAD_WORDS
    is_container = not above.blocks and above.is_known and (above.kind != "background" or leads_in)
    # under a number, without one of their own, they all are alike
    plain = not rank and above.kind == "outcome" and above.heading is not None and _is_numbered(above.heading)
    return is_container and (last is above or rank == above_rank or plain)


def _is_plain(heading: Block | None) -> bool:
    """Whether neither a number nor larger type says how deep a heading stands, as of the lines of a text's head."""
    return heading is not None and heading.marker is None and not heading.size


_LEAD_WORDS = 12
"""Words of a heading that is a sentence and leads in to what follows."""
_LETTERED = re.compile(r"[A-Z][.)]\s+[A-Z]")


def _is_numbered(block: Block) -> bool:
    return (block.marker is not None and block.marker.is_number) or _LETTERED.match(block.run.text) is not None
