"""Drawn tables of money, each with a layout that prints all of it."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import groupby, pairwise

import attrs
from hypothesis import strategies as st

from pcc_report.model import Column, Figure, Money, NamedCell, Period, Role, SpendLine, SpendTable, Total
from pcc_report.testing._layouts import Form, Notation, Shape, TableLayout, print_period
from pcc_report.testing._phrases import phrases
from pcc_report.testing._words import Coiner

Drawn = tuple[SpendTable, TableLayout]

ROLES = tuple(role for role in Role if role is not Role.OTHER)
FLAT = (Form.CELLS, Form.SPACED)
"""Forms that print no empty cell."""


# ---------------------------------------------------------------- money


def notations(*, is_scaled: bool | None = None) -> st.SearchStrategy[Notation]:
    """Draw how sums are printed."""
    negative = st.sampled_from(("-{}", "({})", "- {}", "\u2212{}", "–{}"))
    none = st.sampled_from(("TBC", "n/a", "N/A", ""))
    exact = st.builds(
        Notation,
        commas=st.booleans(),
        thousands=st.sampled_from((",", ",", " ")),
        pence=st.booleans(),
        sign=st.sampled_from(("£", "£", "", "£ ")),
        negative=negative,
        nil=st.sampled_from(("0", "-", "nil", "Nil", "–", "£0")),
        none=none,
        mixed=st.sampled_from((False, False, True)),
    )
    in_heading = st.sampled_from((1000, 1_000_000)).flatmap(
        lambda scale: st.builds(
            Notation,
            sign=st.sampled_from(("£", "")),
            negative=negative,
            nil=st.sampled_from(("0", "-")),
            none=none,
            scale=st.just(scale),
            unit=st.sampled_from(phrases("units", str(scale))),
        )
    )
    in_cell = st.sampled_from(((1000, "k"), (1000, "K"), (1_000_000, "m"), (1_000_000, " million"))).flatmap(
        lambda pair: st.builds(
            Notation,
            negative=negative,
            none=none,
            scale=st.just(pair[0]),
            unit=st.just(pair[1]),
            behind=st.just(value=True),
        )
    )
    if is_scaled is False:
        return exact
    return st.one_of(exact, exact, exact, in_heading, in_cell)


def sums(notation: Notation) -> st.SearchStrategy[Money]:
    """Draw sums above zero, from the smallest that the notation can print."""
    step = notation.step
    largest = int(Decimal(10**9 if step >= 1 else 10**8) / step)
    some = st.integers(1, 99) | st.integers(100, 99_999) | st.integers(100, 999_999) | st.integers(1, largest)
    return some.map(lambda n: Money(n * step))


def added(lines: Sequence[SpendLine], columns: Sequence[Column]) -> tuple[Figure, ...]:
    """Return the sum of each column of figures."""
    out = []
    for n, column in enumerate(c for c in columns if c.kind == "figure"):
        known = [m.amount for line in lines if (m := line.figures[n].money) is not None]
        out.append(Figure(role=column.role or Role.OTHER, period=column.period, money=Money(sum(known, Decimal(0)))))
    return tuple(out)


# ---------------------------------------------------------------- tables of rows and columns


@st.composite
def grids(draw: st.DrawFn, coin: Coiner, year: int, forms: Sequence[Form]) -> Drawn:
    """Draw a table of one to seven columns of sums: by role, by year, by quarter, with groups and totals."""
    form = draw(st.sampled_from(forms))
    notation = draw(notations())
    if form is Form.SPACED:  # what parts cells is in no cell
        notation = attrs.evolve(
            notation, thousands=",", sign=notation.sign.strip(), unit=notation.unit.replace(" m", "m")
        )
        notation = attrs.evolve(notation, negative=notation.negative.replace(" ", ""))
    figures, header = draw(_figure_columns(year, form))
    has_unit = notation.unit and not notation.behind
    shown = TableLayout(
        form=form,
        notation=notation,
        header=header,
        unit=draw(st.sampled_from(("heading", "row"))) if has_unit else "heading",
        spacer=form not in FLAT and draw(st.booleans()),
        groups=draw(st.sampled_from(("row", "row", "column"))) if form not in FLAT else "row",
        total=draw(st.sampled_from(("last", "last", "last", "first"))),
    )
    if has_unit and notation.scale == 1000 and draw(st.booleans()):
        shown = attrs.evolve(shown, unit="prose", intro=draw(st.sampled_from(phrases("tables", "scaled"))))
    has_groups = form not in FLAT and draw(st.booleans())
    columns = draw(_columns(figures, form, header, has_groups=has_groups and shown.groups == "column"))
    lines = draw(_lines(coin, columns, shown, has_groups=has_groups))
    table = SpendTable(title=draw(st.sampled_from(phrases("tables", "titles"))), columns=columns, lines=lines)
    table = draw(_with_totals(table, shown))
    is_hidden = shown.total == "first" and any(not t.label for t in table.totals)
    # the sum of all lines without a label: whether it is of their one group, or of the table, nobody can tell
    is_hidden = is_hidden or (not table.totals and len({x.group for x in lines}) == 1 and not _are_labelled(table))
    is_hidden = is_hidden or (form is Form.ALIGNED and shown.groups == "row" and _may_be_parts(table))
    return table, attrs.evolve(shown, is_told=not is_hidden)


def _may_be_parts(table: SpendTable) -> bool:
    """Whether each heading of a group may as well be part of a label that was too long for one line.

    So it is where the first word of the lower one would not have fitted behind the upper one. Nobody can tell then.
    """
    first = table.columns[0].kind
    subtotals = {t.group: t.label for t in table.subtotals}
    labels: list[tuple[str, bool]] = []
    for group, lines in groupby(table.lines, key=lambda x: x.group):
        labels += [(group, True)] if group else []
        labels += [(getattr(x, first) or "", False) for x in lines]
        labels += [(subtotals[group], False)] if group in subtotals else []
    width = max(len(x) for x in (table.columns[0].heading, *(t.label for t in table.totals), *(x for x, _ in labels)))

    def may_go_on(above: str, below: str) -> bool:
        return bool(below) and len(above) + 1 + len(below.split(maxsplit=1)[0]) > width

    heads = [k for k, (_, is_head) in enumerate(labels) if is_head]
    return bool(heads) and all(
        any(may_go_on(a, b) for (a, _), (b, _) in pairwise(labels[max(k - 1, 0) : k + 2])) for k in heads
    )


def _are_labelled(table: SpendTable) -> bool:
    """Whether each sub-total has a label."""
    return all(t.label for t in table.subtotals)


@st.composite
def _figure_columns(draw: st.DrawFn, year: int, form: Form) -> tuple[tuple[Column, ...], int]:
    """Draw the columns of sums, and how many rows of headings they need."""
    kind = draw(st.sampled_from(("roles", "roles", "years", "quarters", "both")))

    def column(role: Role, heading: str, period: Period | None = None) -> Column:
        return Column(heading=heading, kind="figure", role=role, period=period)

    def worded(role: Role) -> str:
        return draw(st.sampled_from(phrases("columns", role.value)))

    if kind == "roles" or form in FLAT:
        roles = draw(st.lists(st.sampled_from(ROLES), min_size=1, max_size=5, unique=True))
        return tuple(column(role, worded(role)) for role in roles), 1
    style = draw(st.sampled_from(("{start}/{short}", "{start}-{short}", "{start}-{end}")))
    years = [Period.financial_year(year - n) for n in range(draw(st.integers(2, 3)))]
    years = years if draw(st.booleans()) else years[::-1]
    if kind == "years":
        role = draw(st.sampled_from((Role.ALLOCATED, Role.ACTUAL)))
        word = worded(role)
        return tuple(column(role, f"{word} {print_period(p, style)}", p) for p in years), 1
    if kind == "both":
        roles = draw(st.lists(st.sampled_from((Role.ALLOCATED, Role.ACTUAL)), min_size=1, max_size=2, unique=True))
        heads = {role: worded(role) for role in roles}
        return tuple(column(role, heads[role], p) for role in roles for p in years), 2
    word = worded(Role.ACTUAL)
    quarters = [column(Role.ACTUAL, f"Q{n} {word}", Period.quarter(year, n)) for n in range(1, 5)]
    budget = [column(Role.ALLOCATED, worded(Role.ALLOCATED))]
    return tuple(draw(st.sampled_from((quarters, budget + quarters)))), 1


@st.composite
def _columns(
    draw: st.DrawFn, figures: tuple[Column, ...], form: Form, header: int, *, has_groups: bool
) -> tuple[Column, ...]:
    """Draw the columns beside those of sums: names before them, a share, a number or a description among them."""

    def column(kind: str, heading: str = "") -> Column:
        return Column(heading=heading or draw(st.sampled_from(phrases("columns", kind))), kind=kind)

    if form in FLAT:
        return (column("category"), *figures)
    names_of: list[Column] = [column("category")]
    if not has_groups and draw(st.booleans()) and draw(st.booleans()):
        names_of[0] = attrs.evolve(names_of[0], heading="")
    elif draw(st.booleans()) and draw(st.booleans()):
        names_of.insert(draw(st.integers(0, 1)), column("recipient"))
    if has_groups:
        names_of.insert(0, column("group"))
    behind = list(figures)
    if draw(st.booleans()) and draw(st.booleans()):
        other = draw(st.sampled_from(("count", "percent")))
        first = 1 if header == 1 else len(behind)  # a heading over several columns stands over these alone
        behind.insert(draw(st.integers(first, len(behind))), Column(heading=column(other).heading, kind="other"))
    if draw(st.booleans()) and draw(st.booleans()):
        described = column("description")
        if draw(st.booleans()):
            names_of.append(described)
        else:
            behind.append(described)
    return (*names_of, *behind)


@st.composite
def _lines(
    draw: st.DrawFn, coin: Coiner, columns: Sequence[Column], shown: TableLayout, *, has_groups: bool
) -> tuple[SpendLine, ...]:
    labels = [coin.name() for _ in range(draw(st.integers(2, 8)))]
    cut: list[int] = []
    if has_groups:
        first = [0] if shown.groups == "column" else []
        cut = sorted({*first, *draw(st.lists(st.integers(0, len(labels) - 1), max_size=2))})
    heads = [coin.name(2) for _ in cut]
    kinds = {c.kind for c in columns}
    others = [c.heading for c in columns if c.kind == "other"]
    figures = [c for c in columns if c.kind == "figure"]
    lines = []
    for n, label in enumerate(labels):
        group = next((h for h, start in reversed(list(zip(heads, cut, strict=True))) if n >= start), None)
        cells = tuple(NamedCell(column=h, text=f"{draw(st.integers(1, 99))}{'%' if '%' in h else ''}") for h in others)
        lines.append(
            SpendLine(
                category=label,
                group=group,
                recipient=coin.name(2) if "recipient" in kinds else None,
                description=coin.words(2, 6) if "description" in kinds else None,
                figures=draw(_figures(figures, shown)),
                cells=cells,
            )
        )
    return tuple(lines)


@st.composite
def _figures(draw: st.DrawFn, columns: Sequence[Column], shown: TableLayout) -> tuple[Figure, ...]:
    notation = shown.notation
    drawn: dict[Column, Money | None] = {}
    for column in columns:
        if column.role is Role.VARIANCE:
            continue
        money: Money | None = draw(sums(notation))
        if len(columns) > 1:
            none = money if shown.form in FLAT and not notation.none else None
            money = draw(st.sampled_from((money, money, money, money, Money(Decimal(0)), none)))
        drawn[column] = money
    if drawn and all(m is None for m in drawn.values()):
        drawn[next(iter(drawn))] = draw(sums(notation))
    by_role = {c.role: m for c, m in drawn.items()}
    for column in columns:
        if column.role is Role.VARIANCE:
            plan, real = by_role.get(Role.ALLOCATED), by_role.get(Role.ACTUAL)
            drawn[column] = real - plan if plan and real else draw(sums(notation))
    return tuple(Figure(role=c.role or Role.OTHER, period=c.period, money=drawn[c]) for c in columns)


@st.composite
def _with_totals(draw: st.DrawFn, table: SpendTable, shown: TableLayout) -> SpendTable:
    """Draw which totals are printed, with what label, and how right they are."""
    groups = dict.fromkeys(line.group for line in table.lines if line.group)
    subtotal = draw(st.sampled_from((*phrases("tables", "subtotals"), "")))
    subtotals = tuple(
        Total(label=subtotal, group=g, figures=added([x for x in table.lines if x.group == g], table.columns))
        for g in groups
    )
    label = draw(st.sampled_from((*phrases("tables", "totals"), ""))) if shown.form not in FLAT else "Total"
    figures = added(table.lines, table.columns)
    # a sum in a heading that its lines do not add up to may as well be that of the fund they came from
    if label and shown.total != "heading" and draw(st.sampled_from((False, False, False, True))):
        off = draw(st.sampled_from((1, -1, 7))) * shown.notation.step
        figures = tuple(attrs.evolve(f, money=Money(abs(f.money.amount + off))) for f in figures if f.money)
    return attrs.evolve(
        table,
        totals=(Total(label=label, figures=figures),) if draw(st.sampled_from((True, True, True, False))) else (),
        subtotals=subtotals if draw(st.booleans()) else (),
    )


# ---------------------------------------------------------------- sums in other shapes


SEPARATORS = (" ", ": ", " - ", " – ", " = ", "—", " — ")


@st.composite
def listed(draw: st.DrawFn, coin: Coiner, shape: Shape, report_title: str) -> Drawn:
    """Draw sums of one role that are no table of rows and columns."""
    role = (
        draw(st.sampled_from((Role.ALLOCATED, Role.ACTUAL))) if shape in (Shape.LIST, Shape.BULLETS) else Role.ALLOCATED
    )
    notation = attrs.evolve(draw(notations(is_scaled=False)), sign="£", mixed=False)
    told: Mapping[str, str] = {
        key: draw(st.sampled_from(phrases("lists", role.value, key))) for key in ("titles", "intros")
    }
    has_intro = shape in (Shape.LIST, Shape.BULLETS) and draw(st.booleans())
    shown = TableLayout(
        shape=shape,
        notation=notation,
        separator=draw(st.sampled_from(SEPARATORS[1:] if shape is Shape.BULLETS else SEPARATORS)),
        bullet=draw(st.sampled_from(("- ", "• ", "* ", "1. ", "a) "))),
        intro=told["intros"] if has_intro else "",
        total=draw(st.sampled_from(("last", "last", "heading"))) if not has_intro else "last",
        is_told=shape not in (Shape.PROSE, Shape.CHART),
    )
    labels = [coin.name() for _ in range(draw(st.integers(2, 6)))]
    has_recipient = shape in (Shape.BLOCKS, Shape.AWARDS, Shape.PROSE) or (
        shape is Shape.BULLETS and draw(st.booleans())
    )
    has_description = shape is Shape.FUNDS or (shape is Shape.BLOCKS and draw(st.booleans()))
    lines = []
    for label in labels:
        described = has_description or (shape is Shape.BULLETS and not has_recipient and draw(st.booleans()))
        lines.append(
            SpendLine(
                category=label,
                recipient=coin.name(2) if has_recipient else None,
                description=_description(coin, shape) if described else None,
                figures=(Figure(role=role, money=draw(sums(notation))),),
                cells=(NamedCell(column="", text=f"for {coin.words(2, 6).lower()}"),) if shape is Shape.AWARDS else (),
            )
        )
    if shape in (Shape.LIST, Shape.AWARDS) and draw(st.booleans()):
        lines = draw(_grouped(coin, lines))
    columns = (Column(heading="", kind="figure", role=role),)
    title = report_title if shape is Shape.AWARDS else told["titles"]
    table = SpendTable(title=title, columns=columns, lines=tuple(lines))
    if shape in (Shape.LIST, Shape.BULLETS):
        table = draw(_with_totals(table, shown))
        if shown.total == "heading":
            plain = tuple(attrs.evolve(t, label="") for t in table.totals)
            printed = "".join(f" ({notation.print(f.money)})" for t in plain for f in t.figures)
            table = attrs.evolve(table, title=table.title + printed, totals=plain)
    return table, shown


@st.composite
def _grouped(draw: st.DrawFn, coin: Coiner, lines: Sequence[SpendLine]) -> list[SpendLine]:
    heads = (coin.name(2), coin.name(2))
    cut = draw(st.integers(1, len(lines) - 1))
    return [attrs.evolve(line, group=heads[n >= cut]) for n, line in enumerate(lines)]


def _description(coin: Coiner, shape: Shape) -> str:
    if shape is Shape.BULLETS:
        return f"{coin.word()}, {coin.word()} and {coin.word()}"
    return f"{coin.words(2, 6)}."
