"""Bullets, sentences and rows of tables -> outcome statements with their measures."""

import re
from collections.abc import Sequence

import attrs

from pcc_report.layout import Run
from pcc_report.model import Measure, NamedCell, OutcomeStatement, Status, Unit
from pcc_report.provenance import Origin
from pcc_report.recognise.readings import TableReading, TypedRow
from pcc_report.values.measures import ScannedMeasure, measure_cell
from pcc_report.vocabulary import Vocabulary

_STATUSES = {
    "status_red": Status.RED,
    "status_amber": Status.AMBER,
    "status_green": Status.GREEN,
    "status_grey": Status.GREY,
}
_STATUS_COLUMNS = ("status",)


def statement_of(run: Run, *, level: int = 1, marker: Run | None = None) -> OutcomeStatement:
    """Return the statement that *run* is, with the measures in it."""
    origins = run.origins("text") + (marker.origins("marker") if marker else ())
    return OutcomeStatement(
        text=run.text,
        level=level,
        marker=marker.text if marker else "",
        measures=tuple(_measure(m, run.cut(m.start, m.end)) for m in _measures_in(run)),
        origins=origins,
    )


def _measures_in(run: Run) -> list[ScannedMeasure]:
    """Return the measures of *run*; a bare number takes the unit of the time before it: "from 26 weeks to 19"."""
    found: list[ScannedMeasure] = []
    for printed in run.measures:
        scan = _as_labelled(printed, run.text[: printed.start])
        before = found[-1] if found else None
        bare = scan.unit is Unit.COUNT and scan.measured is None and _CLAUSE_END.match(run.text, scan.end)
        if (
            bare
            and before is not None
            and before.unit is Unit.DURATION
            and ". " not in run.text[before.end : scan.start]
        ):
            found.append(attrs.evolve(scan, unit=Unit.DURATION, duration_unit=before.duration_unit))
        else:
            found.append(scan)
    return found


def _as_labelled(scan: ScannedMeasure, label: str) -> ScannedMeasure:
    """Give a number right behind a label and its colon the unit that the label tells: "Average wait (days): 4"."""
    if scan.unit is not Unit.COUNT or not label.rstrip().endswith(_LABEL_SIGNS) or not _LABEL_END.search(label):
        return scan
    label = label.rstrip(_LABEL_ENDS)
    time = _OF_TIME.search(label)
    if _OF_A_HUNDRED.search(label):
        return attrs.evolve(scan, unit=Unit.PERCENT)
    if time is not None and scan.measured is None:
        return attrs.evolve(scan, unit=Unit.DURATION, duration_unit=(time[1] or time[2]).lower())
    return scan


_LABEL_ENDS = " :–—-.…\t"
_LABEL_SIGNS = (":", "–", "—", "-", ".", "…")
_LABEL_END = re.compile(r"[^\W\d_%)]*[\w%)]\s*(?::|\s[–—-]|[.…]{2,})\s*\Z")
_OF_TIME = re.compile(
    r"\((?:in\s)?(day|week|month|hour|minute|year)s?\)\Z|\A(?:average|mean|median)\s(?:number\sof\s)?(day|week|month|hour|minute)s\b",
    re.IGNORECASE,
)
"""The unit of time of what is headed: "Average wait (days)", "Average number of weeks to charge"."""
_CLAUSE_END = re.compile(
    r"""\s*(?:(?:(?:a|the)\s(?:year|month|quarter)\s(?:earlier|before|ago)
    |(?:last|the\sprevious)\s(?:year|month|quarter))\s*)?(?:[.;)]|\Z)(?!\d)""",
    re.VERBOSE,
)
"""What ends a clause behind a number; it may say when that was: "against 15 a year earlier."."""


def statement_of_row(row: TypedRow, reading: TableReading, vocabulary: Vocabulary) -> OutcomeStatement:
    """Return the statement that a row of an outcome table is: its cells, and the number in each."""
    cells: list[NamedCell] = []
    measures: list[Measure] = []
    origins: list[Origin] = []
    status = None
    first = True
    label = row.label.text
    for column in reading.columns:
        run = row.row.cells[column.index] if column.index < len(row.row.cells) else None
        if not run:
            continue
        heading = column.heading.text
        cells.append(NamedCell(column=heading, text=run.text, origins=run.origins("text")))
        origins += run.origins("text")
        found = _status(run.text, column.kind, vocabulary)
        if found is not None:
            status = found
        elif not first or not re.search(r"[^\W\d]", run.text):
            scan = measure_cell(run.text)
            if scan is not None:
                scan = _as_headed(scan, (heading, label), vocabulary)
                measures.append(_measure(scan, run.cut(scan.start, scan.end)))
            elif column.kind not in ("reference", "date"):
                measures += [_measure(m, run.cut(m.start, m.end)) for m in _measures_in(run)]
        elif column.kind not in ("reference", "indicator") or len(row.row.filled) == 1:
            measures += [_measure(m, run.cut(m.start, m.end)) for m in _measures_in(run)]
        first = False
    return OutcomeStatement(
        text=" | ".join(c.text for c in cells),
        measures=tuple(measures),
        cells=tuple(cells),
        status=status,
        origins=tuple(origins),
    )


def _as_headed(scan: ScannedMeasure, heads: Sequence[str], vocabulary: Vocabulary) -> ScannedMeasure:
    """Give the bare number of a cell the unit that the heading of its column or the label of its row tells."""
    if scan.unit is not Unit.COUNT:
        return scan
    hits = [h for head in heads for h in vocabulary.prompts.hits(head)]
    said = {h.meaning for h in hits}
    if any(_OF_A_HUNDRED.search(head) for head in heads) or any(h.meaning == "percent" and not h.start for h in hits):
        return attrs.evolve(scan, unit=Unit.PERCENT)
    if any(head.rstrip().endswith("(£)") for head in heads):
        return attrs.evolve(scan, unit=Unit.MONEY, currency="GBP")
    time = next((t for head in heads if (t := _OF_TIME.search(head))), None)
    if time is not None:
        return attrs.evolve(scan, unit=Unit.DURATION, duration_unit=(time[1] or time[2]).lower())
    if "rank" in said and scan.value >= 1:
        return attrs.evolve(scan, unit=Unit.RANK)
    if "hours" in said:
        return attrs.evolve(scan, unit=Unit.DURATION, duration_unit="hour")
    return scan


_OF_A_HUNDRED = re.compile(r"\A%|\(%\)|%\Z")
"""The sign of per cent where it stands for the unit of what is headed: "Repeat victims (%)", "% satisfied"."""


def _status(text: str, kind: str, vocabulary: Vocabulary) -> Status | None:
    meaning = vocabulary.prompts.whole(text) or ""
    if meaning not in _STATUSES or (len(text) == 1 and kind not in _STATUS_COLUMNS):
        return None
    return _STATUSES[meaning]


def answers(run: Run, vocabulary: Vocabulary) -> tuple[list[Run], list[Run]]:
    """Cut a cell of prompts and answers into the answers, and the prompts apart."""
    hits = [h for h in vocabulary.prompts.hits(run.text) if h.meaning == "oba" and h.words > 1]
    if not hits:
        return [run], []
    prompts, found = [], []
    if run.text[: hits[0].start].strip(" #%?-:"):
        found.append(run.cut(0, hits[0].start))
    for n, hit in enumerate(hits):
        stop = hits[n + 1].start if n + 1 < len(hits) else len(run.text)
        behind = run.text[hit.end : stop]
        lead = len(behind) - len(behind.lstrip(" ?#%:-–"))
        prompts.append(run.cut(hit.start, hit.end + lead))
        if behind.strip():
            tail = re.sub(r"(?:\s+[#%–-])*\s*\Z", "", behind)
            if len(tail) > lead:
                found.append(run.cut(hit.end + lead, hit.end + len(tail)))
    return found, prompts


def _measure(scan: ScannedMeasure, run: Run) -> Measure:
    return Measure(
        value=scan.value,
        unit=scan.unit,
        base=scan.base,
        duration_unit=scan.duration_unit,
        currency=scan.currency,
        qualifier=scan.qualifier,
        measured=scan.measured,
        direction=scan.direction,
        baseline=scan.baseline,
        printed=run.text,
        origins=run.origins(),
    )


def count_measures(runs: Sequence[Run]) -> int:
    """Return how many of *runs* hold a measure."""
    return sum(bool(r.measures) for r in runs)
