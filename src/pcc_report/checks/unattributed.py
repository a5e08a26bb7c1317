"""A report without a body or a period cannot be added up with others."""

from collections.abc import Iterator

from pcc_report.diagnostics import Diagnostic
from pcc_report.diagnostics.catalogue import NO_ORGANISATION, NO_PERIOD
from pcc_report.model import Report


def check(report: Report) -> Iterator[Diagnostic]:
    """Yield a diagnostic for a missing organisation, and one for a missing period."""
    if report.organisation is None:
        yield NO_ORGANISATION.at()
    if report.period is None:
        yield NO_PERIOD.at()
