"""Lists of which a copy lost the bullets and left the blank behind them: lines set in alike below ones that are not."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from pcc_report.layout.blocks import Block, BlockKind

_MOST_BLANKS = 2
_LEAST_ITEMS = 4
"""Lines set in alike in a document, of which two follow each other somewhere; fewer are an author's whim."""


def find_indented_items(blocks: Sequence[Block]) -> None:
    """Make items of paragraphs that are set in alike, where most of a text is not set in."""
    set_in = [_indent(block) for block in blocks]
    texts = [n for block, n in zip(blocks, set_in, strict=True) if block.kind is not BlockKind.TABLE]
    common, times = Counter(n for n in texts if n).most_common(1)[0] if any(texts) else (0, 0)
    if times < _LEAST_ITEMS or times * 2 > len(texts) or times * 4 < sum(map(bool, texts)) * 3:
        return
    found = [
        n == common and block.kind is BlockKind.PARAGRAPH and block.marker is None and block.run.text[0].isalnum()
        for block, n in zip(blocks, set_in, strict=True)
    ]
    if any(a and b for a, b in pairwise(found)):
        for block, item in zip(blocks, found, strict=True):
            if item:
                block.kind, block.level = BlockKind.ITEM, 1


def _indent(block: Block) -> int:
    """Return by how many blanks the first line of a block of a text is set in; 0 where that is no list's."""
    line, start, _ = block.run.pieces[0] if block.run else (None, 0, 0)
    if line is None or line.box is not None or line.cells is not None or line.text[:start].strip():
        return 0
    return start if start <= _MOST_BLANKS else 0
