"""Only type-checked: the public names read well to a checker."""

from decimal import Decimal
from pathlib import Path

import pcc_report
from pcc_report import Money, ParseResult, Role, Severity


def use_results(path: Path) -> Decimal | None:
    """Go from a file to a sum, its doubts and its JSON."""
    result: ParseResult = pcc_report.parse(path, pages={1, 2})
    same: ParseResult = pcc_report.loads(pcc_report.dumps(result, indent=None))
    pcc_report.dump(same, path)
    again: ParseResult = pcc_report.load(path)
    for table in again.report.spend_tables:
        total: Money | None = table.total(Role.ACTUAL)
        if total is not None:
            return total.amount
    return None


def use_doubts(text: str) -> list[str]:
    """Read a text and name what is grave."""
    result = pcc_report.parse_text(text, name="report.txt")
    grave = [d for d in result.diagnostics if d.severity is Severity.ERROR]
    places = [(o.page, o.line, o.box) for d in grave for o in d.origins]
    return [d.code for d in grave] + [str(place) for place in places]


def use_checks(path: str) -> tuple[pcc_report.Diagnostic, ...]:
    """Check a file alone."""
    try:
        return pcc_report.check(path)
    except pcc_report.UnreadableInputError as error:
        print(error.problem, error.page, error.advice)  # noqa: T201
        return ()


def use_themes(report: pcc_report.Report) -> dict[str, Money | None]:
    """Join what was spent with what came of it."""
    themes: tuple[pcc_report.Theme, ...] = pcc_report.themes(report, vocabulary={"categories": {}})
    known: list[pcc_report.KnownBy | None] = [themed.known_by for theme in themes for themed in theme.sections]
    return {theme.key or theme.name: theme.summed(Role.ACTUAL) for theme in themes if known}


def use_rows(result: ParseResult) -> list[object]:
    """Make flat tables, and the schema."""
    schema: dict[str, object] = pcc_report.schema()
    return [row["amount"] for row in pcc_report.to_rows(result)["spend_lines"]] + [schema["$id"]]


def use_many(paths: list[Path]) -> dict[str, str]:
    """Parse many files, and say why some were not."""
    files: list[pcc_report.FileResult] = list(pcc_report.parse_many(paths, workers=2, time_limit=5.0))
    one: ParseResult = pcc_report.parse(paths[0], isolate=True, memory_limit=1 << 29)
    return {file.name: file.error.code for file in files if file.error is not None and file.result != one}
