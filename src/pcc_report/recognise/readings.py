"""What a reading of a table is made of: typed columns, rows and cells."""

import re
from decimal import Decimal

import attrs

from pcc_report.layout import EMPTY, Grid, GridRow, Run
from pcc_report.model import Period, Role
from pcc_report.values.dates import ScannedPeriod
from pcc_report.values.money import ScannedMoney

CREDIT = re.compile(r"\d\s*cr\.?\s*\Z", re.IGNORECASE)
"""A sum marked as a credit, "6,800Cr", as local government writes it."""


@attrs.define(eq=False)
class TypedColumn:
    """A column with what it was taken for."""

    index: int
    heading: Run
    kind: str
    """``category``, ``recipient``, ``description``, ``group``, ``figure``, ``percent``, ``total``, or another
    meaning of the columns vocabulary."""
    role: Role | None = None
    period: Period | None = None
    period_scan: ScannedPeriod | None = None
    is_to_date: bool = False
    """Whether the period of the heading is only where its sums end: "Claimed to Q3"."""
    scale: int = 1
    has_unit: bool = False
    unsure_scale: int | None = None
    """The unit that a note above another table gives, where nothing tells whether it is that of these sums too."""
    is_sum: bool = False
    """Whether its heading says that it is the total of other columns."""
    is_own_role: bool = False
    """Whether the column's own heading tells the role."""


@attrs.define(eq=False)
class TypedCell:
    """A figure cell: its run and how it scans, in pounds."""

    run: Run
    scan: ScannedMoney
    mended: str = ""
    doubt: str = ""

    @property
    def amount(self) -> Decimal | None:
        """The sum, or None where the cell says that there is none."""
        return self.scan.money.amount if self.scan.money else None


@attrs.define(eq=False)
class TypedRow:
    """A row with what it was taken for."""

    kind: str
    """``line``, ``total``, ``subtotal``, ``group``, ``caption``, ``header``, ``note``, ``empty``."""
    row: GridRow
    label: Run
    figures: dict[int, TypedCell] = attrs.field(factory=dict)
    group: Run = EMPTY
    own_role: Role | None = None
    """For totals of a list without columns whose label says what they total: "Total planned"."""
    role: Role | None = None
    """For lines under a caption that names a role, and for allocations at the head of a table."""
    period: Period | None = None
    """That of a caption above it."""
    dated: Period | None = None
    """That of a cell of its own."""
    is_proven: bool = False
    """Whether its sums are borne out by the lines above (totals), or by its own figures (lines)."""
    mismatch: dict[int, tuple[Decimal, Decimal]] = attrs.field(factory=dict)
    """For a total that does not add up: printed and summed, by column."""


@attrs.define(eq=False)
class TableReading:
    """One reading of one grid."""

    grid: Grid
    columns: list[TypedColumn]
    rows: list[TypedRow]
    is_money: bool
    proofs: int = 0
    """How many sums of the document bear this reading out."""
    faults: int = 0
    """How many contradict it."""
    role_assumed: bool = False
    unknown_columns: list[TypedColumn] = attrs.field(factory=list)
    dropped: list[Run] = attrs.field(factory=list)
    """Drawing of the other grids of a reading that joins several."""

    @property
    def figure_columns(self) -> list[TypedColumn]:
        """The columns that hold sums."""
        return [c for c in self.columns if c.kind == "figure"]

    @property
    def is_torn(self) -> bool:
        """Whether neither a heading nor a sum bears it out: columns without a role of their own over a wrong total."""
        wrong = any(r.kind == "total" and r.mismatch and not r.is_proven for r in self.rows)
        bare = not any(c.is_own_role for c in self.figure_columns)
        return wrong and bare and (self.grid.how == "tails" or len(self.figure_columns) > 1)

    @property
    def is_unnamed(self) -> bool:
        """Whether several columns of sums of one role have no heading, and no year, that tells them apart."""
        bare = [c for c in self.figure_columns if not c.is_own_role and not c.is_sum and c.period is None]
        roles = [c.role for c in bare if not any(map(str.isalpha, c.heading.text))]
        return len(roles) > len(set(roles))

    def of(self, kind: str) -> list[TypedRow]:
        """Return the rows of one kind."""
        return [r for r in self.rows if r.kind == kind]
