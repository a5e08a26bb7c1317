"""Doubts: `Rule` is a kind of doubt with a stable code, `Diagnostic` one instance of it in a document."""

import enum

import attrs

from pcc_report.provenance import Origin


class Severity(enum.StrEnum):
    """How much a diagnostic matters; comparable through `rank`."""

    INFO = "info"
    """Worth knowing; the values stand."""
    WARNING = "warning"
    """A value rests on a guess, or the document contradicts itself."""
    ERROR = "error"
    """Something was lost, or could not be read."""

    @property
    def rank(self) -> int:
        """0 for info, 1 for warning, 2 for error."""
        return ("info", "warning", "error").index(self.value)


@attrs.frozen(kw_only=True)
class Diagnostic:
    """One doubt about one document, with the printed text that it is about."""

    code: str
    """``PR`` and three digits; stable, never reused."""
    name: str
    severity: Severity
    message: str
    origins: tuple[Origin, ...] = ()


@attrs.frozen(kw_only=True)
class Rule:
    """A kind of diagnostic. ``message`` is a format string; ``why`` and ``remedy`` go into the docs."""

    code: str
    name: str
    severity: Severity
    message: str
    why: str
    remedy: str

    def at(self, *origins: Origin, severity: Severity | None = None, **facts: object) -> Diagnostic:
        """Return a diagnostic of this rule about *origins*; *facts* fill the message."""
        return Diagnostic(
            code=self.code,
            name=self.name,
            severity=severity or self.severity,
            message=self.message.format(**facts),
            origins=origins,
        )
