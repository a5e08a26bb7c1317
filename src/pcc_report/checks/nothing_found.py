"""An empty result must not look like a report in which nothing was spent."""

from collections.abc import Iterator

from pcc_report.diagnostics import Diagnostic
from pcc_report.diagnostics.catalogue import NOTHING_FOUND
from pcc_report.model import Report


def check(report: Report) -> Iterator[Diagnostic]:
    """Yield a diagnostic where neither money nor outcomes were found."""
    if not (report.allocations or report.spend_tables or report.outcome_sections):
        yield NOTHING_FOUND.at()
