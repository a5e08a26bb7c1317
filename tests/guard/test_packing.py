"""What goes between processes comes back equal, with all that equality leaves out."""

import attrs
import pytest
from hypothesis import given

from pcc_report import parse
from pcc_report.errors import UnreadableInputError
from pcc_report.guard.packing import packed, unpacked
from pcc_report.serialise import dumps
from strategies import results


@given(results())
def test_results_come_back_with_their_origins(result):
    """Whatever a result holds."""
    back = unpacked(packed(result))

    assert result == back
    assert dumps(result) == dumps(back)
    assert hash(result) == hash(back)


def test_frozen_records_stay_frozen():
    """A record that was packed is like any other."""
    result = unpacked(packed(parse(b"Anytown Partnership\n\nCCTV\t\xa3900\n")))

    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        result.report.title = "other"


@attrs.define
class One:
    field: int


@attrs.define(slots=False)
class Open:
    field: int


def test_other_values_are_pickled_as_ever():
    """Records of one field, records that may hold more than their fields, errors with their facts."""
    opened = Open(1)
    opened.more = 2
    back = unpacked(packed([One(3), opened, UnreadableInputError("a scan", page=3)]))

    assert back[0] == One(3)
    assert back[1].more == 2
    assert (back[2].problem, back[2].page) == ("a scan", 3)
