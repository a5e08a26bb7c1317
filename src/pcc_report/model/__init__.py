"""The domain: frozen attrs classes that know what a report says, and nothing of pages or parsing.

All collections are tuples. ``None`` means not reported; zero means zero. Every record has ``origins``,
left out of equality, so that a report built by hand equals a parsed one; `Origin.field` names the field
of the record that was printed there.
"""

from pcc_report.model.funding import Allocation, Qualifier
from pcc_report.model.money import Money
from pcc_report.model.outcomes import Direction, Measure, OutcomeSection, OutcomeStatement, Status, Unit
from pcc_report.model.period import PartialDate, Period
from pcc_report.model.report import Abbreviation, Reference, Report
from pcc_report.model.result import Claim, ClaimKind, ParseResult, SourceIdentity, Unplaced, origins_of
from pcc_report.model.spend import Column, Figure, NamedCell, Role, SpendLine, SpendTable, Total

__all__ = [
    "Abbreviation",
    "Allocation",
    "Claim",
    "ClaimKind",
    "Column",
    "Direction",
    "Figure",
    "Measure",
    "Money",
    "NamedCell",
    "OutcomeSection",
    "OutcomeStatement",
    "ParseResult",
    "PartialDate",
    "Period",
    "Qualifier",
    "Reference",
    "Report",
    "Role",
    "SourceIdentity",
    "SpendLine",
    "SpendTable",
    "Status",
    "Total",
    "Unit",
    "Unplaced",
    "origins_of",
]
