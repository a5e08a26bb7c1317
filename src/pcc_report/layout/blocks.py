"""Blocks in reading order: what a page holds before anyone asks what it means."""

import enum

import attrs

from pcc_report.layout.grids import Grid
from pcc_report.layout.markers import Marker
from pcc_report.layout.runs import EMPTY, Run


class BlockKind(enum.StrEnum):
    """What a block is by its shape."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    FIELD = "field"
    TABLE = "table"


@attrs.define(eq=False)
class Block:
    """One block, in document order.

    A heading, paragraph or item has a ``run``; a field has a ``label`` and its value in ``run``; a table has
    rival ``grids``.
    """

    kind: BlockKind
    run: Run = EMPTY
    label: Run = EMPTY
    marker: Marker | None = None
    marker_run: Run = EMPTY
    level: int = 1
    grids: list[Grid] = attrs.field(factory=list)
    region: list[Run] = attrs.field(factory=list)
    """All the text of a table's region, line by line."""
    size: float = 0.0
    """Font size, for formats that have one."""
    bold: bool = False
    page: int = 1
    last_page: int = 1
    """Page that a table ends on."""
    members: list["Block"] = attrs.field(factory=list)
    """The items or lines that were taken for the rows of a table of sums."""
    is_tight: bool = False
    """Whether no white space parts it from the block above."""

    @property
    def runs(self) -> list[Run]:
        """All of its text, but a list's marker."""
        return [r for r in (self.region if self.kind is BlockKind.TABLE else (self.run, self.label)) if r]


@attrs.define(eq=False)
class Layout:
    """All blocks of a document, and the runs that belong to none: running heads, page numbers, menus."""

    blocks: list[Block]
    furniture: list[Run]
    overlong: list[Run] = attrs.field(factory=list)
    """Lines too long to have been printed, that no reading was tried on."""
