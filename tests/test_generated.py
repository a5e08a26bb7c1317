"""What is generated from the code and committed is current."""

import importlib.util
from pathlib import Path

import pytest

from pcc_report.diagnostics.catalogue import RULES

ROOT = Path(__file__).resolve().parents[1]

_spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
generate = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(generate)


@pytest.mark.parametrize("place", generate.GENERATED)
def test_generated_files_are_current(place):
    """A generated file is what the generator makes now; else run ``python docs/generate.py``."""
    assert generate.GENERATED[place]() == (ROOT / place).read_text("utf-8"), "run python docs/generate.py"


def test_every_rule_has_a_section():
    """The page of rules has one section for each rule, by code."""
    page = generate.rules_page()
    headings = [line for line in page.splitlines() if line.startswith("## ")]

    assert [f"## {rule.code} {rule.name}" for rule in RULES] == headings
