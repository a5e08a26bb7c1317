"""Reports of real layouts, changed in ways that change no fact, say the same facts; or the sums concerned are doubted.

A change is a function from the lines of a text and a source of chance to other lines. The texts are those of
``fixtures``, and of ``../shared/gold`` where it is there.
"""

import importlib.util
import random
import re
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from pcc_report.pipeline import parse_text

ROOT = Path(__file__).parents[1]
GOLD = ROOT.parent / "shared" / "gold"
TEXTS = {p.parent.name: p for p in sorted((ROOT / "fixtures" / "reports").glob("*/source.txt"))} | {
    p.stem: p for p in sorted(GOLD.glob("*.txt"))
}

_spec = importlib.util.spec_from_file_location("neutral", ROOT / "benchmarks" / "neutral.py")
neutral = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(neutral)

Change = Callable[[list[str], random.Random], list[str]]

# ---------------------------------------------------------------- changes

_SUM = re.compile(r"£\d{1,3}(?:,\d{3})+(?![\d.,]*[\dkKmM])")


def doubled_blanks(lines, chance):
    """Print each blank line twice or thrice."""
    return [x for line in lines for x in [line] * (1 if line.strip() else chance.choice((2, 3)))]


def furniture(lines, chance):
    """Put a page's menu above and its notices below."""
    above = ["Skip to content", "Home > Funding", "Accessibility options"]
    below = ["Share this page", "Cookie policy", "Privacy notice"]
    return [*above[: chance.randint(1, 3)], "", *lines, "", *below[: chance.randint(1, 3)]]


def pages_at_blanks(lines, chance):
    """Break the page at some blank lines, with a foot that counts."""
    blanks = [n for n, line in enumerate(lines) if not line.strip() and n > 8]
    return _broken(lines, sorted(chance.sample(blanks, min(3, len(blanks)))))


def pages_anywhere(lines, chance):
    """Break the page at any line behind the title block, in tables too."""
    return _broken(lines, sorted(chance.sample(range(12, len(lines)), 2)))


def _broken(lines, places):
    out = []
    for n, line in enumerate(lines):
        if n in places:
            out += [f"Page {places.index(n) + 1} of {len(places) + 1}", "\f" + line]
        else:
            out.append(line)
    return [*out, f"Page {len(places) + 1} of {len(places) + 1}"]


def trailing_blanks(lines, chance):
    """End lines with blanks, as copied text does."""
    return [line + " " * chance.randint(0, 3) for line in lines]


def no_break_spaces(lines, _):
    """Put no-break spaces before sums."""
    return [line.replace(" £", "\u00a0£") for line in lines]


def without_commas(lines, _):
    """Print £1,234 as £1234."""
    return [_SUM.sub(lambda m: m[0].replace(",", ""), line) for line in lines]


def with_spaces(lines, _):
    """Print £1,234 as £1 234."""
    return [_SUM.sub(lambda m: m[0].replace(",", " "), line) for line in lines]


def with_pence(lines, _):
    """Print £1,234 as £1,234.00."""
    return [_SUM.sub(lambda m: m[0] + ".00", line) for line in lines]


def spaced_signs(lines, _):
    """Print £1,234 as £ 1,234."""
    return [_SUM.sub(lambda m: m[0].replace("£", "£ "), line) for line in lines]


def shuffled_rows(lines, chance):
    """Shuffle rows that stand together: a name and, behind it, a sum; no total among them."""
    out: list[str] = []
    run: list[str] = []
    for line in [*lines, ""]:
        cells = re.split(r"\t|\s\|\s|\s{3,}", line.strip())
        is_row = bool(re.fullmatch(r"[^\d£|]*[a-z][^\d£|]*(?:\t|\s\|\s|\s{3,}).*\d[\d,.)]*[%|\s]*", line.strip()))
        is_total = not cells[0] or re.match(r"(?i)(sub.?|grand )?total|.*(budget|allocation|spend)\b", cells[0])
        if is_row and not is_total:
            run.append(line)
            continue
        chance.shuffle(run)
        out += [*run, line]
        run = []
    return out[:-1]


def swapped_columns(lines, _):
    """Swap the second and third column of tables drawn with pipes, headings and all."""
    out = []
    for line in lines:
        cells = line.split(" | ")
        if len(cells) > 3 and not line.startswith("---"):
            first = 0 if "£" in cells[0] else 1  # some headings have no cell over the names
            cells[first], cells[first + 1] = cells[first + 1], cells[first]
        out.append(" | ".join(cells))
    return out


CHANGES: tuple[Change, ...] = (
    doubled_blanks,
    furniture,
    pages_at_blanks,
    pages_anywhere,
    trailing_blanks,
    no_break_spaces,
    without_commas,
    with_spaces,
    with_pence,
    spaced_signs,
    shuffled_rows,
    swapped_columns,
)

# ---------------------------------------------------------------- the law


def facts(said):
    """Return the facts of a result in the neutral form, each countable."""
    lines = Counter(
        (line["category"], line["recipient"], a["role"], a["period"], a["amount"])
        for t in said["tables"]
        for line in t["lines"]
        for a in line["amounts"]
    )
    totals = Counter((a["role"], a["period"], a["amount"]) for t in said["tables"] for a in t["totals"])
    return {
        "head": Counter((key, str(said[key])) for key in ("organisation", "title", "date", "period")),
        "allocations": Counter(a["amount"] for a in said["allocations"]),
        "lines": lines,
        "totals": totals,
        "statements": Counter((o["section"], _plain(s)) for o in said["outcomes"] for s in o["statements"]),
    }


def _plain(statement):
    """Return a statement with its sums as one prints them without a thought: £1234."""
    return re.sub(
        r"£ ?(\d+)(?:[, ](\d{3}))?(?:[, ](\d{3}))?(?:\.00)?", lambda m: "£" + "".join(m.groups("")), statement
    )


def undoubted(before, after):
    """Return the facts that only one of two results has, without those whose sum the second doubts."""
    flagged = set(after["flagged_amounts"])
    one, two = facts(before), facts(after)
    for kind in one:
        for word, left in (("lost", one[kind] - two[kind]), ("new", two[kind] - one[kind])):
            for fact in left:
                amount = fact if isinstance(fact, str) else fact[-1]
                if amount not in flagged:
                    yield f"{kind}: {word} {fact}"


def read(path):
    """Return the lines of a text as its reader decodes it."""
    data = path.read_bytes()
    try:
        return data.decode("utf-8").splitlines()
    except UnicodeDecodeError:
        return data.decode("cp1252").splitlines()


_BLOCKS = "a page break inside labelled blocks loses or moves what stands around it"

KNOWN = {
    ("welsh-grants", "pages_at_blanks"): _BLOCKS,
}
"""Texts that say other facts when changed, today, and what goes wrong."""


def cases():
    for name in TEXTS:
        for change in CHANGES:
            why = KNOWN.get((name, change.__name__))
            marks = [pytest.mark.xfail(reason=why, strict=True)] if why else []
            yield pytest.param(name, change, id=f"{name}-{change.__name__}", marks=marks)


@pytest.mark.parametrize(("name", "change"), list(cases()))
def test_changes_that_change_no_fact(name, change):
    """A text that is laid out in another way says the same, or the sums concerned are doubted."""
    lines = read(TEXTS[name])
    before = neutral.project(parse_text("\n".join(lines)))
    wrong = []
    for seed in range(5):
        changed = change(lines, random.Random(seed))  # noqa: S311 - rows, not secrets
        wrong += [f"{seed}: {x}" for x in undoubted(before, neutral.project(parse_text("\n".join(changed))))]

    assert wrong == []


UNITS = (
    ("doncaster-ssdp-2021", "          £", "       £000", Decimal(1000)),
    ("lancs-annual-2022", "(£m)", "(£000s)", Decimal("0.001")),
)
"""A text, the unit over its tables, another, and what the sums under it are multiplied by."""


@pytest.mark.parametrize(("name", "unit", "other", "factor"), UNITS, ids=[u[0] for u in UNITS])
def test_another_unit_is_another_sum(name, unit, other, factor):
    """Where the heading of a column says another unit, its sums are so many times greater, or doubted."""
    if name not in TEXTS:
        pytest.skip(f"NOT RUN on the real layouts: {GOLD} is missing")
    text = "\n".join(read(TEXTS[name]))
    before, after = (neutral.project(parse_text(t)) for t in (text, text.replace(unit, other)))
    for table in before["tables"]:
        for a in [*table["totals"], *(a for line in table["lines"] for a in line["amounts"])]:
            a["amount"] = f"{Decimal(a['amount']) * factor:.2f}"

    assert text.count(unit) > 1
    assert list(undoubted(before, after)) == []


def test_gold_is_changed_too():
    """The ten real layouts beside the repository take part, where they are."""
    if not GOLD.exists():
        pytest.skip(f"NOT RUN on the real layouts: {GOLD} is missing")

    assert {p.stem for p in GOLD.glob("*.txt")} <= set(TEXTS)
