"""Drawn results: statements with their measures, in sections."""

from collections.abc import Sequence
from decimal import Decimal

import attrs
from hypothesis import strategies as st

from pcc_report.model import Measure, NamedCell, OutcomeSection, OutcomeStatement, Qualifier, Status, Unit
from pcc_report.testing._layouts import SectionLayout, Statements
from pcc_report.testing._phrases import phrases
from pcc_report.testing._words import Coiner

BULLETS = ("- ", "• ", "* ", "– ", "o ", "\uf0b7 ", "■ ", "1. ", "a) ", "1) ", "(a) ")

TELEPHONES = (101, 111, 999)
"""Numbers that are read as those of the police and the health service, and count nothing."""

Drawn = tuple[OutcomeSection, SectionLayout]


@st.composite
def sections(draw: st.DrawFn, coin: Coiner) -> Drawn:
    """Draw a section of one to five statements under a made-up heading."""
    shown = draw(
        st.builds(
            SectionLayout,
            statements=st.sampled_from((Statements.BULLETS, Statements.BULLETS, *Statements)),
            bullet=st.sampled_from(BULLETS),
            inner=st.sampled_from(("o ", "– ", "* ")),
        )
    )
    heading = coin.name()
    if shown.statements is Statements.TABLE:
        return OutcomeSection(heading=heading, statements=draw(_rows(coin))), shown
    is_prose = shown.statements is Statements.PROSE
    told = [draw(_statement(coin, is_prose=is_prose)) for _ in range(draw(st.integers(1, 5)))]
    if shown.statements is Statements.BULLETS and shown.inner[0] != shown.bullet[0] and draw(st.booleans()):
        levels = draw(st.lists(st.sampled_from((1, 1, 2)), min_size=len(told), max_size=len(told)))
        told = [attrs.evolve(s, level=level if n else 1) for n, (s, level) in enumerate(zip(told, levels, strict=True))]
    return OutcomeSection(heading=heading, statements=tuple(told)), shown


@st.composite
def _statement(draw: st.DrawFn, coin: Coiner, *, is_prose: bool) -> OutcomeStatement:
    """Draw a statement of made-up words, with a measure in some, that ends with a full stop or without."""
    text, measures = draw(_measured(coin)) if draw(st.booleans()) else (coin.words(3, 14), ())
    return OutcomeStatement(text=text + ("." if is_prose or draw(st.booleans()) else ""), measures=measures)


_QUALIFIED = (
    ("", None),
    ("over ", Qualifier.OVER),
    ("more than ", Qualifier.OVER),
    ("fewer than ", Qualifier.UNDER),
    ("almost ", Qualifier.APPROXIMATELY),
    ("approximately ", Qualifier.APPROXIMATELY),
)
_SAID = {"Two": 2, "Seven": 7, "Twelve": 12, "Thirty-four": 34, "Ninety": 90, "Two hundred and twelve": 212}


@st.composite
def _measured(draw: st.DrawFn, coin: Coiner) -> tuple[str, tuple[Measure, ...]]:
    """Draw a sentence with one number in it, and the measure that it is."""
    text = coin.words(3, 8).lower()
    qualified, qualifier = draw(st.sampled_from(_QUALIFIED))
    kind = draw(st.sampled_from(("count", "word", "percent", "ratio", "rank", "duration", "money")))
    measure = Measure(value=Decimal(0), unit=Unit.COUNT)
    match kind:
        case "count":
            number = draw(st.integers(2, 1899).filter(lambda n: n not in TELEPHONES))
            said = f"{qualified}{number:,} {text}"
            measure = attrs.evolve(measure, value=Decimal(number), qualifier=qualifier)
        case "word":
            word, number = draw(st.sampled_from(tuple(_SAID.items())))
            said = f"{word} {text}"
            measure = attrs.evolve(measure, value=Decimal(number))
        case "percent":
            number = draw(st.integers(1, 99))
            sign = draw(st.sampled_from(("%", " per cent", "%")))
            said = f"{text} in {qualified}{number}{sign} of {coin.word()}"
            measure = Measure(value=Decimal(number), unit=Unit.PERCENT, qualifier=qualifier)
        case "ratio":
            base = draw(st.integers(3, 99))
            number = draw(st.integers(2, base - 1))
            said = f"{number} out of {base} {text}"
            measure = Measure(value=Decimal(number), unit=Unit.RATIO, base=Decimal(base))
        case "rank":
            said = f"{text} was the {draw(st.sampled_from(('2nd', '3rd', '6th')))} lowest in {coin.word()}"
            measure = Measure(value=Decimal(said.split(" the ")[1][0]), unit=Unit.RANK)
        case "duration":
            number = draw(st.integers(2, 50))
            unit = draw(st.sampled_from(("week", "month", "year")))
            said = f"{text} after {number} {unit}s"
            measure = Measure(value=Decimal(number), unit=Unit.DURATION, duration_unit=unit)
        case _:
            number = draw(st.integers(2, 99_999))
            said = f"{text} at a mean cost of £{number:,}"
            measure = Measure(value=Decimal(number), unit=Unit.MONEY, currency="GBP")
    return said[0].upper() + said[1:], (measure,)


@st.composite
def _rows(draw: st.DrawFn, coin: Coiner) -> tuple[OutcomeStatement, ...]:
    """Draw the rows of a table of measures, with a status in some."""
    headings = [draw(st.sampled_from(phrases("outcomes", key))) for key in ("measures", "targets", "results")]
    has_status = draw(st.booleans())
    if has_status:
        headings.append(draw(st.sampled_from(phrases("outcomes", "status"))))
    labels = [coin.name() for _ in range(draw(st.integers(2, 5)))]
    return tuple(draw(_row(label, headings, has_status=has_status)) for label in labels)


@st.composite
def _row(draw: st.DrawFn, label: str, headings: Sequence[str], *, has_status: bool) -> OutcomeStatement:
    is_share = draw(st.booleans())
    numbers = [draw(st.integers(1, 99)) for _ in range(2)]
    status = draw(st.sampled_from(Status)) if has_status else None
    texts = [
        label,
        *(f"{n}%" if is_share else str(n) for n in numbers),
        *([status.value.capitalize()] if status else []),
    ]
    return OutcomeStatement(
        text=" | ".join(texts),
        status=status,
        measures=tuple(Measure(value=Decimal(n), unit=Unit.PERCENT if is_share else Unit.COUNT) for n in numbers),
        cells=tuple(NamedCell(column=h, text=t) for h, t in zip(headings, texts, strict=True)),
    )
