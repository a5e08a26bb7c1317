"""Text -> typed value, or why not: money, dates and periods, numbers and measures.

Scanners know nothing of pages or tables. They take a string and give values with the offsets they were
printed at. No scanner guesses in silence: a reading that needed a guess says so in ``doubt``.
"""
