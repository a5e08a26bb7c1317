"""Results of which a copy kept one blank between the cells, each rated at its end: "Burglaries 400 371 Green".

The line over them ends with a heading of ratings ("Status", "RAG"). A line belongs to the table if it has a name, as
many numbers as the others, and a rating; the first that has not ends it.
"""

from collections.abc import Sequence

from pcc_report.layout.grids import Grid, GridRow
from pcc_report.layout.line_heads import line_heads
from pcc_report.layout.rows import Row, tail_numbers
from pcc_report.layout.runs import EMPTY, Run
from pcc_report.vocabulary import Vocabulary

_LEAST_LINES = 2
_LONGEST_HEADINGS = 160
_NONE = ("n/a", "-", "–", "—")
"""Signs for no number among those of a line."""


def find_rated_lines(rows: Sequence[Row], vocabulary: Vocabulary) -> list[tuple[int, int, list[Grid]]]:
    """Return the first row, the one behind the last, and the grid, of each table of rated lines."""
    found = []
    i = 0
    while i + _LEAST_LINES < len(rows):
        lines = _lines(rows, i + 1, vocabulary) if _heads_ratings(rows[i], vocabulary) else []
        if len(lines) < _LEAST_LINES:
            i += 1
            continue
        header = _header(rows[i].body, len(lines[0].cells) - 2, vocabulary)
        found.append((i, i + 1 + len(lines), [Grid([header, *lines], "lines", header=1)]))
        i += 1 + len(lines)
    return found


def _heads_ratings(row: Row, vocabulary: Vocabulary) -> bool:
    text = row.text
    if not row.is_plain or len(text) > _LONGEST_HEADINGS or " " not in text:
        return False
    return vocabulary.columns.whole(text.rsplit(None, 1)[1]) == "status"


def _lines(rows: Sequence[Row], start: int, vocabulary: Vocabulary) -> list[GridRow]:
    out: list[GridRow] = []
    for k in range(start, len(rows)):
        row = rows[k]
        cells = _cells(row, vocabulary) if row.line.zone == rows[start - 1].line.zone else None
        if cells is None and out and row.is_plain:
            tail = tail_numbers(row.body)  # a total is not rated
            named = tail is not None and vocabulary.rows.whole(tail[0].text) == "total"
            cells = [tail[0], *tail[1], EMPTY] if tail is not None and named else None
        if cells is None or (out and len(cells) != len(out[0].cells)):
            break
        out.append(GridRow(cells, gap=row.gap))
    return out


def _cells(row: Row, vocabulary: Vocabulary) -> list[Run] | None:
    """Return the name, the numbers and the rating of a line; None if it is no such line."""
    if not row.is_plain or " " not in row.text:
        return None
    rest, rating = _last_word(row.body)
    if not (vocabulary.prompts.whole(rating.text) or "").startswith("status_"):
        return None
    voids: list[Run] = []
    while rest and (cut := _last_word(rest))[1].text in _NONE:
        rest = cut[0]
        voids.insert(0, cut[1])
    tail = tail_numbers(rest) if rest else None
    return [tail[0], *tail[1], *voids, rating] if tail is not None and tail[0] else None


def _header(head: Run, figures: int, vocabulary: Vocabulary) -> GridRow:
    """Cut the headings where as many are known; else all of them stand over the names."""
    for way in line_heads(head.text, vocabulary):
        if len(way.heads) == figures + 2 and [h.meaning for h in way.heads].count("status") == 1:
            return GridRow(head.parts_at([h.start for h in way.heads]))
    names, rating = _last_word(head)
    return GridRow([names, *[EMPTY] * figures, rating])


def _last_word(run: Run) -> tuple[Run, Run]:
    """Return what stands before the last word of a run, and that word."""
    at = len(run.text) - len(run.text.rsplit(None, 1)[-1])
    return run.cut(0, len(run.text[:at].rstrip())), run.cut(at)
