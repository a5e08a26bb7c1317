"""Every rule there is: code, name, severity, message, why it matters, what to do.

Codes: PR1xx reading, PR2xx structure, PR3xx money and periods, PR4xx arithmetic, PR5xx coverage.
A code is never reused. ``docs/rules`` is generated from this module.
"""

from pcc_report.diagnostics import Rule, Severity

INFO, WARNING, ERROR = Severity.INFO, Severity.WARNING, Severity.ERROR

# ---------------------------------------------------------------- PR1xx: reading

ENCODING_GUESSED = Rule(
    code="PR101",
    name="encoding-guessed",
    severity=WARNING,
    message="the file does not say how it is encoded; it was read as {encoding}: {reason}",
    why="Under another encoding a pound sign, a dash or a digit is another character.",
    remedy="Check the pound signs and dashes, or save the file as UTF-8.",
)
CHARACTERS_LOST = Rule(
    code="PR102",
    name="characters-lost",
    severity=WARNING,
    message="{count} characters were lost before the file was saved (U+FFFD stands in their place)",
    why="The lost character may be a pound sign, or part of a figure.",
    remedy="Get the file again from where it came from.",
)
MOJIBAKE_REPAIRED = Rule(
    code="PR103",
    name="mojibake-repaired",
    severity=WARNING,
    message="{count} characters were decoded twice somewhere, such as {printed!r}, and read as {meant!r}",
    why="The repaired characters are often pound signs.",
    remedy="Compare the sums with the original.",
)
CONTROL_CHARACTERS = Rule(
    code="PR104",
    name="control-characters",
    severity=WARNING,
    message="{count} control characters, such as {example}, stand in the text",
    why="They do not show on a page: text around them may be damaged, or hidden on purpose.",
    remedy="Look at the lines named.",
)
DIRECTION_OVERRIDDEN = Rule(
    code="PR105",
    name="direction-overridden",
    severity=WARNING,
    message="{count} characters that change the direction of writing stand in the text",
    why="What is seen differs from what is stored: a figure can be shown backwards.",
    remedy="Look at the lines named, in a program that shows such characters.",
)
HIDDEN_CHARACTERS = Rule(
    code="PR106",
    name="hidden-characters",
    severity=WARNING,
    message="{count} invisible characters stand inside words",
    why="Two names that look alike then differ.",
    remedy="Look at the lines named.",
)
UNUSUAL_LINE_ENDS = Rule(
    code="PR107",
    name="unusual-line-ends",
    severity=WARNING,
    message="{count} lines end with {example}, which was taken as a line end",
    why="Where lines begin decides what is a row of a table.",
    remedy="Check that the lines are those of the original.",
)
PAGES_WITHOUT_TEXT = Rule(
    code="PR111",
    name="pages-without-text",
    severity=WARNING,
    message="no text on page(s) {pages}, only images: scanned pages were not read",
    why="What is printed on them is missing from the result.",
    remedy="Run text recognition (OCR) over the file, then read it again.",
)
PAGE_UNREADABLE = Rule(
    code="PR112",
    name="page-unreadable",
    severity=ERROR,
    message="page {page} could not be read ({reason})",
    why="What is printed on it is missing from the result.",
    remedy="Print the file to a new PDF, then read that.",
)
FILE_DAMAGED = Rule(
    code="PR113",
    name="file-damaged",
    severity=WARNING,
    message="the PDF is damaged: {reason}",
    why="Parts may be missing, and a changed bit in a stream changes the text without an error.",
    remedy="Get the file again from where it came from.",
)
GLYPHS_UNMAPPED = Rule(
    code="PR114",
    name="glyphs-unmapped",
    severity=WARNING,
    message="{count} signs on page {page} have no meaning in the file, such as {example}",
    why="The file shows them but does not tell which characters they are.",
    remedy="Run text recognition (OCR) over the page.",
)
GLYPHS_MENDED = Rule(
    code="PR115",
    name="glyphs-mended",
    severity=INFO,
    message="{count} signs on page {page} had swapped bytes and were mended: {printed!r} is {meant!r}",
    why="Some programs damage joined letters when they rewrite a PDF.",
    remedy="None needed.",
)
TEXT_OVERPRINTED = Rule(
    code="PR116",
    name="text-overprinted",
    severity=WARNING,
    message="on page {page} characters are printed over each other: {text!r}",
    why="Which of them is seen cannot be told; a sum may be a mixture of two.",
    remedy="Look at the page.",
)
TEXT_UNSEEN = Rule(
    code="PR117",
    name="text-unseen",
    severity=WARNING,
    message="page {page} holds text that nobody sees ({reason}), which was left out: {text!r}",
    why="It is in the file but on no printed page.",
    remedy="Look at the page; copy the text by hand if it matters.",
)
LATER_REVISION = Rule(
    code="PR118",
    name="later-revision",
    severity=INFO,
    message="the PDF was changed after it was made; the last of its {count} revisions was read",
    why="An earlier revision may print other figures.",
    remedy="None needed, unless you hold an earlier copy.",
)
OTHER_READER = Rule(
    code="PR119",
    name="other-reader",
    severity=WARNING,
    message="{first} could not read page {page} ({reason}); it was read by {second}",
    why="What one reader cannot read may be damaged, and the other may have guessed.",
    remedy="Compare the page with the result.",
)
READERS_DIFFER = Rule(
    code="PR120",
    name="readers-differ",
    severity=WARNING,
    message="two readers differ on page {page}: {taken!r} was taken, the other has {left!r}",
    why="The file can be understood in two ways; a figure may be wrong, or stand at another place.",
    remedy="Look at the page.",
)
TEXT_LAYER = Rule(
    code="PR121",
    name="text-layer",
    severity=WARNING,
    message="the text of page {page} is not painted but laid behind what is seen, as text recognition (OCR) does",
    why="A machine guessed it from a picture: a digit may be another one.",
    remedy="Compare the sums with the page.",
)
FIELDS_READ = Rule(
    code="PR122",
    name="fields-read",
    severity=WARNING,
    message="{count} form fields or notes lie on page {page} and were read where they lie: {text!r}",
    why="They are seen, and are no text of the page; just where in a line they belong is a guess.",
    remedy="Compare them with the page.",
)
NOTES_FOLDED = Rule(
    code="PR123",
    name="notes-folded",
    severity=INFO,
    message="{count} notes are pinned to page {page}, and are not part of what was read: {text!r}",
    why="A note is a remark about the report, often by somebody else.",
    remedy="Read them in a PDF viewer.",
)
FILES_ATTACHED = Rule(
    code="PR124",
    name="files-attached",
    severity=INFO,
    message="{count} files are attached to the PDF and were not opened: {names}",
    why="An attached file may hold the figures in another form.",
    remedy="Save it with a PDF viewer, and read it by itself.",
)
LAYERS_OFF = Rule(
    code="PR125",
    name="layers-off",
    severity=WARNING,
    message="layers of the PDF may be off, and what is on them on page {page} cannot be told ({reason}); it was read",
    why="A draft or another version may lie on a layer that nobody is shown.",
    remedy="Compare the pages with the result.",
)
TEXT_TURNED = Rule(
    code="PR126",
    name="text-turned",
    severity=WARNING,
    message="{count} lines of page {page} that hold sums do not stand upright and were read last, one by one: {text!r}",
    why="Which of them stand in one row of a table, and what heads them, is not known.",
    remedy="Compare the sums with the page.",
)

POUNDS_RESTORED = Rule(
    code="PR108",
    name="pounds-restored",
    severity=WARNING,
    message="{count} question marks stand before sums and were read as pound signs",
    why="A program that knows no pound sign writes a question mark; it may have been another currency.",
    remedy="Compare the sums with the original.",
)

# ---------------------------------------------------------------- PR2xx: structure

UNKNOWN_COLUMN = Rule(
    code="PR201",
    name="unknown-column",
    severity=WARNING,
    message="the column {heading!r} holds sums of money, and nothing tells what they are",
    why="A budget taken for spend, or the reverse, is a wrong number that looks right.",
    remedy="Read the table; if the heading is a usual one, add it to a vocabulary of your own.",
)
UNKNOWN_HEADING = Rule(
    code="PR202",
    name="unknown-heading",
    severity=INFO,
    message="the heading {heading!r} is in no vocabulary; its section was taken as {kind} from what stands in it",
    why="What a section is about decides whether its sentences are outcomes.",
    remedy="Check the section; a heading that is usual in your area goes into a vocabulary of your own.",
)
COMPETING_DATES = Rule(
    code="PR203",
    name="competing-dates",
    severity=INFO,
    message="the document prints several dates of its own; {taken} was taken, {left} was not",
    why="A date of meeting or signature is not the date of the report.",
    remedy="Check which date your use needs; each stands in the document as quoted.",
)
SEVERAL_REPORTS = Rule(
    code="PR204",
    name="several-reports",
    severity=WARNING,
    message="the file seems to hold several reports; another one begins here: {heading!r}",
    why="Figures of two reports added up together mean nothing.",
    remedy="Split the file, or parse it by pages with pages=.",
)
NO_ORGANISATION = Rule(
    code="PR205",
    name="no-organisation",
    severity=INFO,
    message="no reporting body was found",
    why="A report that cannot be attributed cannot be added up by area.",
    remedy="Take the body from where the file came from.",
)
NO_PERIOD = Rule(
    code="PR206",
    name="no-period",
    severity=INFO,
    message="no period was found that the report is about",
    why="Figures without a year cannot be compared.",
    remedy="Take the period from where the file came from.",
)
RIVAL_READINGS = Rule(
    code="PR207",
    name="rival-readings",
    severity=WARNING,
    message="the table can be read in two ways and nothing in it decides; taken: {taken}; left: {left}",
    why="Where neither headings nor sums decide, a reading is a guess.",
    remedy="Compare the table with its source.",
)
ORGANISATION_ASSUMED = Rule(
    code="PR209",
    name="organisation-assumed",
    severity=INFO,
    message="no line of the head names who reports; {organisation} is named in the text",
    why="A body that a sentence names may be the one that was paid, not the one that reports.",
    remedy="Compare it with where the file came from.",
)
NOTHING_FOUND = Rule(
    code="PR208",
    name="nothing-found",
    severity=WARNING,
    message="neither money nor outcomes were recognised in this document",
    why="An empty result must not look like a report in which nothing was spent.",
    remedy="Look at the document with `pcc-report show`.",
)

# ---------------------------------------------------------------- PR3xx: money and periods

MISPRINT_MENDED = Rule(
    code="PR301",
    name="misprint-mended",
    severity=INFO,
    message="{printed!r} is taken as {meant}: {reason}",
    why="Full stops for commas, spaces in sums and the like change a sum a thousandfold if read as printed.",
    remedy="None needed if you agree; the printed text stays beside the value.",
)
AMOUNT_UNCERTAIN = Rule(
    code="PR302",
    name="amount-uncertain",
    severity=WARNING,
    message="{printed!r} can be read in more than one way: {reason}",
    why="A wrong number that looks right is the worst that a report can give.",
    remedy="Look at the source; the sum was left out, or taken as the message says.",
)
NO_CURRENCY = Rule(
    code="PR303",
    name="no-currency",
    severity=INFO,
    message="no currency or unit is printed with the figures of {table!r}; pounds were assumed",
    why="Bare digits may be thousands, or counts.",
    remedy="Check the table's heading in the source.",
)
FOREIGN_CURRENCY = Rule(
    code="PR304",
    name="foreign-currency",
    severity=WARNING,
    message="{printed!r} is not in pounds",
    why="Sums of different currencies cannot be added up.",
    remedy="Convert it, or leave it out of your sums.",
)
ROLE_ASSUMED = Rule(
    code="PR305",
    name="role-assumed",
    severity=WARNING,
    message="nothing tells whether the sums of {table!r} were allocated or spent; {role} was assumed",
    why="A budget taken for spend is a wrong number that looks right.",
    remedy="Read the text around the table.",
)
UNIT_UNCERTAIN = Rule(
    code="PR306",
    name="unit-uncertain",
    severity=WARNING,
    message="the figures of {table!r} are printed as {printed}, which may not be their unit: {reason}",
    why="A column of millions headed with a bare pound sign is wrong by a factor of a million, and a note such as "
    '"All figures are in £000s" above one table may be about the next one, too.',
    remedy="Compare with another statement of the same sums.",
)
CELLS_MISSING = Rule(
    code="PR307",
    name="cells-missing",
    severity=WARNING,
    message="a row of {table!r} has fewer sums than the table has columns; which cell was empty is not printed",
    why="A table copied one cell a line loses its empty cells: what was spent may stand where a budget was.",
    remedy="Look at the row in the source.",
)
LABEL_UNCERTAIN = Rule(
    code="PR308",
    name="label-uncertain",
    severity=WARNING,
    message="where a label of {table!r} begins or ends is not certain; it may hold words of a heading beside it",
    why="In a text nothing but the width of the lines tells a label that was wrapped from the heading of a group, "
    "and where lines were run together nothing parts the first label from the words before it.",
    remedy="Look at the rows in the source.",
)

# ---------------------------------------------------------------- PR4xx: arithmetic

TOTAL_MISMATCH = Rule(
    code="PR401",
    name="total-mismatch",
    severity=WARNING,
    message="{table!r} prints {label} {printed}; its lines add up to {summed}, a difference of {difference}",
    why="Either the document's own sum is wrong, or a line was lost or misread.",
    remedy="Add up the lines in the source.",
)
TOTAL_ROUNDED = Rule(
    code="PR402",
    name="total-rounded",
    severity=INFO,
    message="{table!r} prints {label} {printed}; its lines add up to {summed}, as rounding explains",
    why="Rounded lines rarely add up to the penny.",
    remedy="None needed.",
)
SPEND_OVER_ALLOCATION = Rule(
    code="PR403",
    name="spend-over-allocation",
    severity=INFO,
    message="{spent} was spent against an allocation of {allocated}: an overspend of {difference}",
    why="Spend above the allocation was paid for by someone else, or one of the two was misread.",
    remedy="Look for match funding or money carried forward.",
)
ALLOCATION_WITHOUT_SPEND = Rule(
    code="PR404",
    name="allocation-without-spend",
    severity=INFO,
    message="{allocated} was allocated; no spend is reported against it",
    why="An end-of-year report that tells no spend is not complete.",
    remedy="Look for the spend in another report.",
)
VARIANCE_MISMATCH = Rule(
    code="PR405",
    name="variance-mismatch",
    severity=WARNING,
    message="the line {line!r} prints a variance of {printed}; its figures differ by {difference}",
    why="Either the document's own difference is wrong, or a figure was misread.",
    remedy="Check the line in the source.",
)
ROW_MISMATCH = Rule(
    code="PR406",
    name="row-mismatch",
    severity=WARNING,
    message="the parts of the line {line!r} add up to {summed}; it prints {printed}",
    why="Either the document's own sum is wrong, or a quarter was misread.",
    remedy="Check the line in the source.",
)

# ---------------------------------------------------------------- PR5xx: coverage

TEXT_UNREAD = Rule(
    code="PR501",
    name="text-unread",
    severity=INFO,
    message="not understood: {text!r}",
    why="Nothing is lost: what no part of the parser understood is listed.",
    remedy="Read it in the source; tell us if such text is usual.",
)
AMOUNT_UNPLACED = Rule(
    code="PR502",
    name="amount-unplaced",
    severity=WARNING,
    message="the sum {printed!r} has no place in the report ({reason})",
    why="Every sum in the source is in the report, or named here.",
    remedy="Decide from the source whether the sum belongs into your figures.",
)
AMOUNTS_UNLISTED = Rule(
    code="PR503",
    name="amounts-unlisted",
    severity=WARNING,
    message="{count} more sums have no place in the report and are not listed, the first of them {printed!r}",
    why="Thousands of sums that nothing reads are no report; the first are named one by one, the rest is counted.",
    remedy="See whether the file is a report at all; if it holds many, split it.",
)

RULES: tuple[Rule, ...] = tuple(
    sorted((value for value in list(globals().values()) if isinstance(value, Rule)), key=lambda r: r.code)
)
"""Every rule, by code."""
