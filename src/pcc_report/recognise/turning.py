"""Tables that stand on their side: a row for what was granted, one for what was spent, and a column a project."""

import attrs

from pcc_report.layout import Grid, GridRow, Run, is_numeric
from pcc_report.recognise.columns import ROLES, column_meaning
from pcc_report.values.dates import is_period
from pcc_report.vocabulary import Vocabulary


def upright(grid: Grid, heads: list[Run], header: int, vocabulary: Vocabulary) -> Grid | None:
    """Return *grid* with a row for each of its columns, where its rows are headed as columns of sums are; else None.

    *heads* are the headings of its columns, which *header* rows print. Columns of years or quarters stay columns.
    """
    body = [row for row in grid.rows[header:] if row.filled]
    roles = [column_meaning(row.texts[0], vocabulary) if row.cells[0] else "" for row in body]
    known = {role for role in roles if role in ROLES}
    if not header or len(known) < _LEAST_ROLES or not all(role in ROLES or role == "percent" for role in roles):
        return None
    names = heads[1:]
    if len(names) < _LEAST_NAMES or not all(_names_line(name.text, vocabulary) for name in names):
        return None
    if not all(is_numeric(text) for row in body for text in row.texts[1:] if text):
        return None
    top = GridRow([heads[0], *(row.cells[0] for row in body)])
    rows = [GridRow([name, *(row.cells[j] for row in body)]) for j, name in enumerate(names, start=1)]
    return attrs.evolve(grid, rows=[top, *rows], header=1, kinds=None)


_LEAST_ROLES = 2
_LEAST_NAMES = 2


def _names_line(heading: str, vocabulary: Vocabulary) -> bool:
    """Whether a heading names what a line of a table is for, or their total, and no role, unit or period."""
    meaning = column_meaning(heading, vocabulary)
    plain = meaning not in ROLES and meaning not in ("money", "percent", "count", "target")
    return any(map(str.isalpha, heading)) and is_period(heading) is None and (plain or _is_total(heading, vocabulary))


def _is_total(heading: str, vocabulary: Vocabulary) -> bool:
    return vocabulary.rows.whole(heading) == "total"
