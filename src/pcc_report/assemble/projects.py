"""The money of one project after the other, each under its name: a heading, "Grant: £9", "Spent: £7" -> one table."""

from collections.abc import Sequence
from itertools import pairwise

import attrs

from pcc_report.assemble.chains import Place
from pcc_report.assemble.spend import kind_of_money
from pcc_report.layout import EMPTY, BlockKind, Grid, GridRow, Run
from pcc_report.model import Role
from pcc_report.recognise.readings import TableReading, TypedRow
from pcc_report.vocabulary import Vocabulary


@attrs.frozen
class Project:
    """A name, and under it a row for each kind of money."""

    name: Run
    rows: tuple[TypedRow, ...]
    kinds: tuple[str, ...]


def runs_of_projects(places: Sequence[Place], vocabulary: Vocabulary) -> list[tuple[int, int, Grid]]:
    """Return where tables that tell the same kinds of money, each under a name, begin and end, and what they make."""
    found: list[tuple[int, int, Grid]] = []
    at = 0
    while at < len(places):
        projects = _projects(places[at], vocabulary)
        end = at + 1
        while projects and end < len(places):
            more = _projects(places[end], vocabulary)
            if not more or more[0].kinds != projects[0].kinds:
                break
            projects += more
            end += 1
        if len(projects) > 1 and len({p.name.text for p in projects}) == len(projects):
            found.append((at, end, _grid(projects)))
        at = end
    return found


def _projects(place: Place, vocabulary: Vocabulary) -> list[Project]:
    """Return the projects of one table: under the heading or field above it, and under the names between its rows."""
    section, block, reading = place
    above = next((a for a, b in pairwise(section.blocks) if b is block), None)
    named = above is not None and above.kind is BlockKind.FIELD
    if len(reading.figure_columns) != 1 or not (named or (section.heading is not None and section.blocks[0] is block)):
        return []
    title = above.run if above is not None else section.title
    projects = [_project(name, rows, vocabulary) for name, rows in _parts(title, reading)]
    told = [p for p in projects if p is not None]
    return told if len(told) == len(projects) and len({p.kinds for p in told}) == 1 else []


def _parts(name: Run, reading: TableReading) -> list[tuple[Run, list[TypedRow]]]:
    parts: list[tuple[Run, list[TypedRow]]] = [(name, [])]
    for row in reading.rows:
        if row.kind in ("group", "header") and row.label:
            parts.append((row.label, []))
        elif row.figures:
            parts[-1][1].append(row)
    return parts


def _project(name: Run, rows: Sequence[TypedRow], vocabulary: Vocabulary) -> Project | None:
    kinds = [kind_of_money(row.label.text, vocabulary) or "" for row in rows]
    several = len(kinds) > 1 and len(set(kinds)) == len(kinds) and set(kinds) <= _KINDS
    unnamed = kind_of_money(name.text, vocabulary) is not None or vocabulary.headings.whole(name.text) is not None
    return Project(name, tuple(rows), tuple(kinds)) if several and not unnamed else None


_KINDS = frozenset((*(role.value for role in Role if role not in (Role.OTHER, Role.INCOME)),))


def _grid(projects: Sequence[Project]) -> Grid:
    first, *others = projects
    rows = [GridRow([EMPTY, *(row.label for row in first.rows)])]
    for project in projects:
        sums = (next(c.run for c in row.figures.values()) for row in project.rows)
        rows.append(GridRow([project.name, *sums]))
    return Grid(rows, "labels", header=1, dropped=[row.label for p in others for row in p.rows])
