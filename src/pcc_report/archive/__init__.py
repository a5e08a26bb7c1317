"""Archives: one SQLite file with all that was parsed, to ask questions of, and what it is exported to."""

from pcc_report.archive.record import Record, recorded
from pcc_report.archive.store import Archive, State
from pcc_report.archive.tables import EXPORTS, export_archive

__all__ = ["EXPORTS", "Archive", "Record", "State", "export_archive", "recorded"]
