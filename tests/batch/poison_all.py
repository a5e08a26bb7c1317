"""Loaded into workers by a test: a parser that fails on everything."""

from pcc_report.archive import record


def parse(data, **given):  # noqa: ARG001
    return {}["missing"]


record.parse = parse
