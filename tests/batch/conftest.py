"""Archives of small reports, and workers that poison harms."""

import pytest
from archive_work import Work

from pcc_report.batch import archiving


@pytest.fixture
def work(tmp_path):
    return Work(tmp_path)


@pytest.fixture
def poisoned(monkeypatch):
    """Workers to which files that begin with a word of `poison` do harm."""
    monkeypatch.setattr(archiving, "PRELOAD", ("poison",))
