"""SourceDocument -> Layout: blocks in reading order, rival grids for whatever may be a table.

Promises: every non-blank character of the document is in exactly one block or in the furniture; nothing here
decides what a block means. It asks `values` whether a token is a number and `vocabulary` whether a word is
a form's label or a menu's, and it works on any format, for it sees only lines, segments and rulings.
"""

from pcc_report.layout.blocks import Block, BlockKind, Layout
from pcc_report.layout.figures import is_numeric, is_unit, is_void, is_year
from pcc_report.layout.grids import Grid, GridRow
from pcc_report.layout.lay_out import lay_out
from pcc_report.layout.markers import Marker, find_marker
from pcc_report.layout.runs import EMPTY, Run

__all__ = [
    "EMPTY",
    "Block",
    "BlockKind",
    "Grid",
    "GridRow",
    "Layout",
    "Marker",
    "Run",
    "find_marker",
    "is_numeric",
    "is_unit",
    "is_void",
    "is_year",
    "lay_out",
]
