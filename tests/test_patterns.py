"""Regular expressions that every Python from 3.11.0 on matches alike."""

import importlib
import pkgutil
import re
import re._parser as parser

import pytest

import pcc_report

MODULES = [info.name for info in pkgutil.walk_packages(pcc_report.__path__, "pcc_report.")]


def parts(value):
    """Every operation of a parsed pattern, outermost first."""
    if isinstance(value, parser.SubPattern):
        for operation, argument in value:
            yield str(operation), argument
            yield from parts(argument)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from parts(item)


def unsafe(pattern):
    """Whether a pattern has a possessive quantifier of a group that may fail behind its first character.

    Python 3.11.0 to 3.11.4, which long-lived systems have, then go on from where it failed; an atomic group
    around a greedy quantifier says the same, and is matched rightly.
    """
    operations = parts(parser.parse(pattern.pattern, pattern.flags & re.VERBOSE))
    groups = [argument[2] for operation, argument in operations if operation == "POSSESSIVE_REPEAT"]
    return any("REPEAT" in operation for group in groups for operation, _ in parts(group))


@pytest.mark.parametrize("name", MODULES)
def test_patterns_mean_the_same_everywhere(name):
    """No pattern of a module leans on what early versions of Python 3.11 get wrong."""
    found = vars(importlib.import_module(name)).items()

    assert [] == [key for key, value in found if isinstance(value, re.Pattern) and unsafe(value)]


@pytest.mark.parametrize(
    ("pattern", "wrong"),
    [
        (r"(?:ab?c)*+", True),
        (r"x(?P<part>[0-9]{2})?+", True),
        (r"(?>(?:ab?c)*)", False),
        (r"[0-9]++(?:,[0-9]++)*+", True),
        (r"[0-9]++ ?+(?:a|b)*+", False),
    ],
)
def test_unsafe_patterns_are_told(pattern, wrong):
    """The check above sees what it is to see."""
    assert unsafe(re.compile(pattern)) is wrong
