"""Real layouts: what was read right stays right, fact by fact, by the run that is committed.

A wrong reading that is mended is no news here; `benchmarks/accuracy.py --write` takes it into the record.
"""

import json
import re
from collections import Counter
from decimal import Decimal
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from benchmark_neutral import neutral
from pcc_report.pipeline import read_and_parse

ROOT = Path(__file__).parents[1]
LAYOUTS = ROOT / "fixtures" / "layouts"
RECORD = json.loads((ROOT / "benchmarks" / "accuracy.json").read_text(encoding="utf-8"))
DASHES = str.maketrans("‐‑‒–—−’‘“”", "------''\"\"")


def plain(text):
    return re.sub(r"\s+", " ", str(text or "").translate(DASHES)).strip().casefold().rstrip(":").strip()


def facts(case):
    """The facts of a case that people file: when, how much for what, and what came of it."""
    found = {kind: Counter() for kind in ("period", "allocations", "lines", "totals", "statements", "metrics")}
    if period := case.get("period"):
        found["period"][period.get("start"), period.get("end")] += 1
    found["allocations"].update(Decimal(a["amount"]) for a in case.get("allocations") or [])
    for table in case.get("tables") or []:
        for line in table["lines"]:
            name = plain(line.get("category") or line.get("recipient"))
            for a in line["amounts"]:
                if a["amount"] is not None:
                    found["lines"][name, a["role"], plain(a.get("period")), Decimal(a["amount"])] += 1
        for a in table.get("totals") or []:
            if a["amount"] is not None:
                found["totals"][a["role"], plain(a.get("period")), Decimal(a["amount"])] += 1
    told = {}
    for section in case.get("outcomes") or []:
        texts = [plain(s) for s in section["statements"]]
        told.setdefault(plain(section["section"]), []).extend(texts)
        found["statements"].update(texts)
    for m in case.get("metrics") or []:
        said = told.get(plain(m["section"]), [])
        where = said[m["statement"]] if 0 <= m["statement"] < len(said) else ""
        value = m["value"] if ":" in str(m["value"]) else Decimal(str(m["value"]))
        found["metrics"][where, value, m["unit"]] += 1
    return found


def aligned(said, true):
    """What is said, with statements that differ from a true one by a sign or two told as that one."""
    left = {plain(s) for section in true.get("outcomes") or [] for s in section["statements"]}
    for section in said["outcomes"]:
        for n, text in enumerate(map(plain, section["statements"])):
            near = [t for t in left if re.findall(r"\d", t) == re.findall(r"\d", text)]
            best = max(near, key=lambda t: likeness(t, text), default=None) if text not in left else None
            if best is not None and likeness(best, text) >= LIKE:
                section["statements"][n] = best
    return said


LIKE = 0.95


def likeness(one, other):
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def worse(name, true, said):
    """What the record of a layout has right, and is not any more, and what is wrong now."""
    for kind in true:
        was_right, was_said, _ = RECORD[name].get(kind, (0, 0, 0))
        right = (true[kind] & said[kind]).total()
        if right < was_right:
            yield f"{kind}: {was_right - right} lost, of {sorted((true[kind] - said[kind]).elements(), key=str)}"
        if said[kind].total() - right > was_said - was_right:
            yield f"{kind}: wrong, among {sorted((said[kind] - true[kind]).elements(), key=str)}"


@pytest.mark.parametrize("name", sorted(RECORD))
def test_what_was_right_stays_right(name):
    """By one of the readings that the truth allows, no fact is lost or newly wrong."""
    truth = json.loads((LAYOUTS / f"{name}.json").read_text(encoding="utf-8"))
    result = read_and_parse(LAYOUTS / f"{name}.txt")[1]

    readings = [{**truth, **variant} for variant in ({}, *(truth.get("variants") or []))]
    found = [list(worse(name, facts(r), facts(aligned(neutral.project(result), r)))) for r in readings]

    assert min(found, key=len) == []
