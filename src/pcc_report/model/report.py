"""The root of the model."""

import attrs

from pcc_report.model.funding import Allocation
from pcc_report.model.money import Money, exact_sum
from pcc_report.model.outcomes import OutcomeSection, OutcomeStatement
from pcc_report.model.period import PartialDate, Period
from pcc_report.model.spend import Role, SpendTable
from pcc_report.provenance import Origin


@attrs.frozen(kw_only=True)
class Reference:
    """Another document that the report names, such as ``interim report submitted January 2014``."""

    text: str
    origins: tuple[Origin, ...] = attrs.field(default=(), eq=False, repr=False)


@attrs.frozen(kw_only=True)
class Abbreviation:
    """Letters that the report defines, with their meaning: ``RNY``, ``Recovery Near You``."""

    short: str
    long: str
    origins: tuple[Origin, ...] = attrs.field(default=(), eq=False, repr=False)


@attrs.frozen(kw_only=True)
class Report:
    """One report: who reports to whom, on what period, what was allocated and spent, and what came of it.

    ``None`` means that the document does not say.
    """

    title: str | None = None
    organisation: str | None = None
    """Who reports."""
    funder: str | None = None
    """The commissioner, where the document names one beside the organisation."""
    published: PartialDate | None = None
    period: Period | None = None
    allocations: tuple[Allocation, ...] = ()
    spend_tables: tuple[SpendTable, ...] = ()
    outcome_sections: tuple[OutcomeSection, ...] = ()
    references: tuple[Reference, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()
    origins: tuple[Origin, ...] = attrs.field(default=(), eq=False, repr=False)
    """Where title, organisation, funder, published and period were read; `Origin.field` says which."""

    @property
    def statements(self) -> tuple[OutcomeStatement, ...]:
        """Every outcome statement, in reading order."""
        return tuple(s for section in self.outcome_sections for s in section.statements)

    def allocated(self) -> Money | None:
        """Return what the report says was allocated: its one allocation, else the tables' allocated figures.

        Several stated allocations are not added up, for one may contain the others: the answer is then None.
        """
        stated = [a for a in self.allocations if a.role is Role.ALLOCATED and a.qualifier is None]
        if len(stated) == 1:
            return stated[0].money
        if not stated:
            return self._summed(Role.ALLOCATED)
        return None

    def spent(self) -> Money | None:
        """Return the sum of the tables' actual figures, else the one actual sum stated, else None."""
        summed = self._summed(Role.ACTUAL)
        stated = [a for a in self.allocations if a.role is Role.ACTUAL]
        if summed is None and len(stated) == 1:
            return stated[0].money
        return summed

    def variance(self) -> Money | None:
        """Return actual - allocated, positive for an overspend; None where either is unknown."""
        spent, allocated = self.spent(), self.allocated()
        if spent is None or allocated is None or spent.currency != allocated.currency:
            return None
        return spent - allocated

    def _summed(self, role: Role) -> Money | None:
        sums = []
        for table in self.spend_tables:
            whole = table.summed(role)
            parts = [table.summed(r, p) for r, p in table.series if r is role and p is not None]
            sums += [whole] if whole is not None else [p for p in parts if p is not None]
        if len({m.currency for m in sums}) != 1:
            return None
        return Money(exact_sum(m.amount for m in sums), sums[0].currency)
