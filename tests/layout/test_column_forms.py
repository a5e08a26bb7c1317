"""One small table, with what real ones have beside the sums, in each of the ways in which tables are copied."""

import pytest

from pcc_report import parse_text

TITLE = "Anytown Community Safety Partnership\n\nReturn to the Police and Crime Commissioner 2018/19\n\n"
ROWS = [
    {"ref": "CF/014", "who": "Anytown Youth Trust", "what": "Bus wardens", "when": "14/05/2018", "got": "£5,000"},
    {"ref": "CF/015", "who": "St Jude's Church", "what": "Locks and lights", "when": "02/06/2018", "got": "£1,250"},
    {"ref": "CF/017", "who": "Mill Lane Residents", "what": "Youth workers", "when": "02/06/2018", "got": "£9,500"},
]
MORE = [
    {"used": "£4,750", "asked": "£6,500", "people": "212", "unit": "£23.58", "rag": "Green", "done": "212 people came"},
    {"used": "£1,250", "asked": "£1,250", "people": "66", "unit": "£18.94", "rag": "Amber", "done": "66 homes fitted"},
    {
        "used": "£9,320",
        "asked": "£12,000",
        "people": "97",
        "unit": "£96.08",
        "rag": "Green",
        "done": "97 sessions held",
    },
]
DATA = [{**a, **b} for a, b in zip(ROWS, MORE, strict=True)]
TOTALS = {"got": "£15,750", "used": "£15,320", "asked": "£19,750"}
HEADS = {
    "ref": "Ref",
    "who": "Organisation",
    "what": "Project",
    "when": "Date awarded",
    "got": "Grant",
    "used": "Spend",
    "asked": "Amount requested",
    "people": "Number of clients",
    "unit": "Unit cost",
    "rag": "RAG",
    "done": "What was achieved",
}
ROLES = {"got": "allocated", "used": "actual"}
MONEY = ("got", "used", "asked", "unit")
COLUMNS = [
    "what got rag",
    "what got done",
    "what got used done",
    "who what got done",
    "what got done rag",
    "who what asked got",
    "what people got",
    "what got people unit",
    "got who what",
    "ref who what got",
    "who when got",
    "when who what got used",
]


def _tabbed(rows):
    return "\n".join("\t".join(row) for row in rows)


def _piped(rows):
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], "|---" * len(rows[0]) + "|", *lines[1:]])


def _aligned(rows):
    widths = [max(map(len, column)) + 3 for column in zip(*rows, strict=True)]
    return "\n".join("".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip() for row in rows)


def _cell_a_line(rows):
    return "\n".join(cell for row in rows for cell in row if cell)


def _blank_apart(rows):
    return "\n".join(" ".join(filter(None, row)) for row in rows)


COPIES = [_tabbed, _piped, _aligned, _cell_a_line, _blank_apart]


@pytest.mark.parametrize("signed", [True, False])
@pytest.mark.parametrize("totalled", [True, False])
@pytest.mark.parametrize("columns", COLUMNS)
@pytest.mark.parametrize("copy", COPIES)
def test_sums_keep_their_names_and_roles_whatever_stands_beside_them(copy, columns, totalled, signed):
    """A status, results, counts, unit costs, codes and dates beside sums take nothing from them."""
    keys = columns.split()
    names = next(key for key in keys if key not in MONEY)
    rows = [[HEADS[key] for key in keys], *([row[key] for key in keys] for row in DATA)]
    if totalled and not (copy is _cell_a_line and "unit" in keys):  # which cells that row lacks, nothing tells
        rows.append(["Total" if key == names else TOTALS.get(key, "") for key in keys])
    if not signed and "people" in keys:
        return  # whether numbers without a sign are clients or pounds is told by their heading alone
    text = copy(rows) if signed else copy(rows).replace("£", "")
    tables = parse_text(f"{TITLE}Grants made\n\n{text}\n").report.spend_tables

    lines = [line for table in tables for line in table.lines]
    name = {"what" if "what" in keys else "who"}.pop()
    for row in DATA:
        for key in set(keys) & ROLES.keys():
            amount = int(row[key].strip("£").replace(",", ""))
            found = [
                figure.role.value
                for line in lines
                for figure in line.figures
                if figure.money is not None and figure.money.amount == amount and row[name] in str(line.category)
            ]
            assert ROLES[key] in found
    figures = [f for line in lines for f in line.figures if f.role.value in ROLES.values()]
    assert len(DATA) * len(set(keys) & ROLES.keys()) == len(figures)


@pytest.mark.parametrize("used", ["Spend", "Outturn"])
@pytest.mark.parametrize("total", ["Total", ""])
def test_a_heading_with_a_year_over_the_headings_is_none_of_them(total, used):
    """One line above, "Spend in 2018/19" gives no column its role or year."""
    end = f"{total} £6,250 £6,000\n" if total else ""
    text = f"{TITLE}Spend in 2018/19\n\nProject Grant {used}\nBus wardens £5,000 £4,750\nLocks £1,250 £1,250\n{end}"

    (table,) = parse_text(text).report.spend_tables

    assert [("allocated", None), ("actual", None)] == [(f.role.value, f.period) for f in table.lines[0].figures]


def test_what_results_end_with_is_not_taken_for_money():
    """A table of measures keeps its numbers as measures: "Actual" beside "Target" says nothing of pounds."""
    text = f"{TITLE}Results\n\nMeasure\tTarget\tActual\tRAG\nPeople helped\t5,000\t4,750\tAmber\nHomes\t1,200\t1,250\tGreen\n"

    report = parse_text(text).report

    assert not report.spend_tables
    assert 2 == len(report.statements)


MEASURES = [
    ["Measure", "Target", "Actual", "RAG", "Comment"],
    ["People helped home", "300", "312", "Green", "Two more volunteers were found"],
    ["Homes fitted with new locks", "70", "66", "Amber", "The fitter was ill in May"],
    ["Residents who feel safe", "75%", "71%", "Amber", "Asked in March"],
]


@pytest.mark.parametrize("columns", [(0, 2), (0, 1, 2), (0, 1, 2, 3), (0, 1, 2, 4), (0, 1, 2, 3, 4), (0, 2, 4)])
@pytest.mark.parametrize("copy", [_tabbed, _piped, _aligned, _cell_a_line])
@pytest.mark.parametrize("actual", ["Actual", "Achieved", "2018/19"])
def test_rows_of_measures_are_statements_in_every_copy(copy, columns, actual):
    """One cell a line too: a table of results needs no sums to be one. What comes next is no part of its last row."""
    rows = [[cell.replace("Actual", actual) if cell == "Actual" else cell for cell in row] for row in MEASURES]
    text = copy([[row[k] for k in columns] for row in rows])
    report = parse_text(
        f"{TITLE}Performance\n\n{text}\n\nWhat happens next\n\nThe partnership will meet in May.\n"
    ).report

    assert [" | ".join(row[k] for k in columns) for row in rows[1:]] == [s.text for s in report.statements]
    assert not report.spend_tables
