-- The archive of parsed reports: one SQLite file, one record for each content, whatever paths lead to it.
--
-- Sums of money are given twice: `pence` (an integer, to add up and to compare; NULL where the sum is no whole number
-- of pence) and `amount` (exact, as text). A NULL sum was not reported; zero is zero. `record` is the JSON path of the
-- same fact in `results.json`, and the key to `origins`: where it was printed. Numbers count from 1.

PRAGMA application_id = 1346585426;  -- "PCCR"
PRAGMA user_version = 2;

-- What was parsed, or could not be.
CREATE TABLE files (
    file_id        INTEGER PRIMARY KEY,
    sha256         TEXT NOT NULL UNIQUE,
    size           INTEGER NOT NULL,
    status         TEXT NOT NULL CHECK (status IN ('done', 'failed', 'quarantined')),
    error_code     TEXT,              -- of the last attempt, where it failed; a former result is kept all the same
    error_message  TEXT,
    attempts       INTEGER NOT NULL,  -- that failed in the same way, one after the other
    milliseconds   INTEGER NOT NULL,  -- that the last attempt took
    parser_version TEXT NOT NULL      -- of the last attempt
) STRICT;

-- Where it was found. A name that is no UTF-8 is a BLOB.
CREATE TABLE paths (
    path           ANY PRIMARY KEY,
    file_id        INTEGER REFERENCES files,  -- NULL: it could not be opened
    former_file_id INTEGER REFERENCES files,  -- what was there before, kept until the new content is done
    error_code     TEXT,
    error_message  TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX paths_by_file ON paths (file_id);
CREATE INDEX paths_by_former_file ON paths (former_file_id);

-- The whole result, as `pcc_report.loads` reads it. All tables below hold parts of it, for queries.
CREATE TABLE results (
    file_id INTEGER PRIMARY KEY REFERENCES files ON DELETE CASCADE,
    json    TEXT NOT NULL
) STRICT;

CREATE TABLE reports (
    file_id        INTEGER PRIMARY KEY REFERENCES files ON DELETE CASCADE,
    record         TEXT NOT NULL,
    title          TEXT,
    organisation   TEXT,
    funder         TEXT,
    published      TEXT,  -- as precise as printed: 2014, 2014-04 or 2014-04-30
    period         TEXT,  -- such as 2013-14
    period_start   TEXT,
    period_end     TEXT,
    format         TEXT NOT NULL,
    pages          INTEGER NOT NULL,
    reader         TEXT NOT NULL,
    parser_version TEXT NOT NULL
) STRICT;

-- What nobody printed: sums of ours, by the rules of `Report.allocated`, `spent` and `variance`.
CREATE TABLE computed (
    file_id         INTEGER PRIMARY KEY REFERENCES files ON DELETE CASCADE,
    currency        TEXT,
    allocated_pence INTEGER,
    allocated       TEXT,
    spent_pence     INTEGER,
    spent           TEXT,
    variance_pence  INTEGER,
    variance        TEXT,
    fingerprint     TEXT  -- of body, period and all spend figures: the same report in another format has the same
) STRICT;
CREATE INDEX computed_by_fingerprint ON computed (fingerprint);

CREATE TABLE allocations (
    file_id      INTEGER NOT NULL REFERENCES files ON DELETE CASCADE,
    number       INTEGER NOT NULL,
    record       TEXT NOT NULL,
    label        TEXT NOT NULL,
    recipient    TEXT,
    role         TEXT NOT NULL,
    period       TEXT,
    period_start TEXT,
    period_end   TEXT,
    pence        INTEGER,
    amount       TEXT NOT NULL,
    currency     TEXT NOT NULL,
    qualifier    TEXT,
    printed      TEXT NOT NULL,
    PRIMARY KEY (file_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE spend_lines (
    file_id      INTEGER NOT NULL REFERENCES files ON DELETE CASCADE,
    table_number INTEGER NOT NULL,
    line_number  INTEGER NOT NULL,
    record       TEXT NOT NULL,
    table_title  TEXT NOT NULL,
    group_name   TEXT,
    category     TEXT NOT NULL,
    recipient    TEXT,
    description  TEXT,
    PRIMARY KEY (file_id, table_number, line_number)
) STRICT, WITHOUT ROWID;

-- The sums of spend lines, one for each column of money.
CREATE TABLE figures (
    file_id       INTEGER NOT NULL REFERENCES files ON DELETE CASCADE,
    table_number  INTEGER NOT NULL,
    line_number   INTEGER NOT NULL,
    figure_number INTEGER NOT NULL,
    record        TEXT NOT NULL,
    role          TEXT NOT NULL,
    period        TEXT,  -- NULL: the column names none; that of the report may be meant
    period_start  TEXT,
    period_end    TEXT,
    pence         INTEGER,
    amount        TEXT,
    currency      TEXT,
    printed       TEXT NOT NULL,
    heading       TEXT,              -- of its column
    counts        INTEGER NOT NULL,  -- 0: another column has the same role and period, and may hold this sum too
    PRIMARY KEY (file_id, table_number, line_number, figure_number),
    FOREIGN KEY (file_id, table_number, line_number) REFERENCES spend_lines ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Printed totals and sub-totals, a row a figure. They are no spend: never add them to figures.
CREATE TABLE totals (
    file_id       INTEGER NOT NULL REFERENCES files ON DELETE CASCADE,
    table_number  INTEGER NOT NULL,
    kind          TEXT NOT NULL CHECK (kind IN ('total', 'subtotal')),
    total_number  INTEGER NOT NULL,
    figure_number INTEGER NOT NULL,
    record        TEXT NOT NULL,
    table_title   TEXT NOT NULL,
    label         TEXT NOT NULL,
    group_name    TEXT,
    role          TEXT NOT NULL,
    period        TEXT,
    period_start  TEXT,
    period_end    TEXT,
    pence         INTEGER,
    amount        TEXT,
    currency      TEXT,
    printed       TEXT NOT NULL,
    heading       TEXT,
    PRIMARY KEY (file_id, table_number, kind, total_number, figure_number)
) STRICT, WITHOUT ROWID;

CREATE TABLE outcome_sections (
    file_id        INTEGER NOT NULL REFERENCES files ON DELETE CASCADE,
    section_number INTEGER NOT NULL,
    record         TEXT NOT NULL,
    heading        TEXT NOT NULL,
    PRIMARY KEY (file_id, section_number)
) STRICT, WITHOUT ROWID;

CREATE TABLE statements (
    file_id          INTEGER NOT NULL REFERENCES files ON DELETE CASCADE,
    section_number   INTEGER NOT NULL,
    statement_number INTEGER NOT NULL,
    record           TEXT NOT NULL,
    text             TEXT NOT NULL,
    level            INTEGER NOT NULL,
    marker           TEXT NOT NULL,
    status           TEXT,
    PRIMARY KEY (file_id, section_number, statement_number),
    FOREIGN KEY (file_id, section_number) REFERENCES outcome_sections ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE measures (
    file_id          INTEGER NOT NULL REFERENCES files ON DELETE CASCADE,
    section_number   INTEGER NOT NULL,
    statement_number INTEGER NOT NULL,
    measure_number   INTEGER NOT NULL,
    record           TEXT NOT NULL,
    value            REAL NOT NULL,  -- to compare
    value_text       TEXT NOT NULL,  -- exact
    unit             TEXT NOT NULL,
    base             TEXT,           -- of a ratio: 10 of "9 out of 10"
    duration_unit    TEXT,
    pence            INTEGER,        -- of money
    currency         TEXT,
    qualifier        TEXT,
    measured         TEXT,
    direction        TEXT,
    baseline         TEXT,
    printed          TEXT NOT NULL,
    PRIMARY KEY (file_id, section_number, statement_number, measure_number),
    FOREIGN KEY (file_id, section_number, statement_number) REFERENCES statements ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Cells of lines, totals and statements that are no sums, with the heading of their column.
CREATE TABLE cells (
    file_id INTEGER NOT NULL REFERENCES files ON DELETE CASCADE,
    record  TEXT NOT NULL,  -- of the line, total or statement
    number  INTEGER NOT NULL,
    heading TEXT NOT NULL,
    text    TEXT NOT NULL,
    PRIMARY KEY (file_id, record, number)
) STRICT, WITHOUT ROWID;

-- The themes of spend lines and outcome sections; `is_shared` where one has several, and their shares are not known.
CREATE TABLE themes (
    file_id   INTEGER NOT NULL REFERENCES files ON DELETE CASCADE,
    record    TEXT NOT NULL,  -- of the line or section
    theme     TEXT NOT NULL,  -- key, such as substance_misuse
    name      TEXT NOT NULL,
    known_by  TEXT,
    is_shared INTEGER NOT NULL,
    PRIMARY KEY (file_id, record, theme)
) STRICT, WITHOUT ROWID;

CREATE TABLE diagnostics (
    file_id  INTEGER NOT NULL REFERENCES files ON DELETE CASCADE,
    number   INTEGER NOT NULL,
    record   TEXT NOT NULL,
    code     TEXT NOT NULL,
    name     TEXT NOT NULL,
    severity TEXT NOT NULL,
    message  TEXT NOT NULL,
    PRIMARY KEY (file_id, number)
) STRICT, WITHOUT ROWID;

-- Sums that stand in the source and in no fact of the report, and why.
CREATE TABLE unplaced (
    file_id  INTEGER NOT NULL REFERENCES files ON DELETE CASCADE,
    number   INTEGER NOT NULL,
    record   TEXT NOT NULL,
    reason   TEXT NOT NULL,
    pence    INTEGER,
    amount   TEXT,
    currency TEXT,
    printed  TEXT NOT NULL,
    PRIMARY KEY (file_id, number)
) STRICT, WITHOUT ROWID;

-- Where each record was printed. Offsets count in the source text, points from the top left of the page.
CREATE TABLE origins (
    file_id      INTEGER NOT NULL REFERENCES files ON DELETE CASCADE,
    record       TEXT NOT NULL,
    number       INTEGER NOT NULL,
    field        TEXT NOT NULL,  -- of the record; empty for all of it
    page         INTEGER NOT NULL,
    line         INTEGER NOT NULL,
    start_offset INTEGER NOT NULL,
    end_offset   INTEGER NOT NULL,
    text         TEXT NOT NULL,
    printed      TEXT,           -- what the file has, where that was mended
    x0           REAL,
    top          REAL,
    x1           REAL,
    bottom       REAL,
    PRIMARY KEY (file_id, record, number)
) STRICT, WITHOUT ROWID;

-- Words of statements and categories: SELECT * FROM search WHERE search MATCH 'burglary'.
CREATE VIRTUAL TABLE search USING fts5 (
    text, kind UNINDEXED, file_id UNINDEXED, record UNINDEXED, tokenize = 'porter unicode61 remove_diacritics 2'
);

-- ---------------------------------------------------------------- views

-- One path for each file: the first by name.
CREATE VIEW places AS
SELECT file_id, min(path) AS path, count(*) AS paths FROM paths WHERE file_id IS NOT NULL GROUP BY file_id;

-- The same report again, in another format or under another cover: leave these out where reports are added up.
CREATE VIEW repeats AS
SELECT p.path, of.path AS repeats_path, c.file_id, first.file_id AS repeats_file_id
FROM computed AS c
JOIN (SELECT fingerprint, min(path) AS path FROM computed JOIN places USING (file_id)
      WHERE fingerprint IS NOT NULL GROUP BY fingerprint HAVING count(*) > 1) AS of USING (fingerprint)
JOIN places AS p USING (file_id)
JOIN paths AS first ON first.path = of.path
WHERE p.path <> of.path;

-- What could not be parsed, or not even opened, and why.
CREATE VIEW failures AS
SELECT p.path, coalesce(f.status, 'failed') AS status, coalesce(f.error_code, p.error_code) AS error_code,
       coalesce(f.error_message, p.error_message) AS error_message, f.attempts, f.milliseconds, f.sha256,
       EXISTS (SELECT 1 FROM results AS r WHERE r.file_id = f.file_id) AS has_former_result
FROM paths AS p LEFT JOIN files AS f USING (file_id)
WHERE coalesce(f.error_code, p.error_code) IS NOT NULL;

-- One report a row: who, when, what was allocated and spent.
CREATE VIEW spend_against_allocation AS
SELECT r.organisation, r.title, r.period, c.allocated, c.spent, c.variance, c.currency,
       c.allocated_pence, c.spent_pence, c.variance_pence,
       round(100.0 * c.variance_pence / nullif(c.allocated_pence, 0), 1) AS variance_percent, p.path, r.file_id
FROM reports AS r JOIN computed AS c USING (file_id) LEFT JOIN places AS p USING (file_id);

-- The same, an organisation after the other, its years in order.
CREATE VIEW organisations_over_the_years AS
SELECT organisation, coalesce(period, published) AS year, allocated, spent, variance, currency, allocated_pence,
       spent_pence, variance_pence, title, path, file_id
FROM spend_against_allocation JOIN (SELECT file_id, published, period_start FROM reports) USING (file_id)
ORDER BY organisation IS NULL, organisation, coalesce(period_start, published), path;

-- Spend lines with their sums, one a row: what most questions about money begin with. Its period is that of the column,
-- else that of the report; `financial_year` is the one in which it begins. `theme` is NULL where none is known, and
-- for lines of several, whose shares nobody knows: `themes` has those.
CREATE VIEW spend AS
SELECT r.organisation, coalesce(f.period, r.period) AS period,
       CASE WHEN coalesce(f.period_start, r.period_start) IS NOT NULL THEN printf('%04d-%02d',
           strftime('%Y', coalesce(f.period_start, r.period_start), '-3 months'),
           (strftime('%Y', coalesce(f.period_start, r.period_start), '-3 months') + 1) % 100) END AS financial_year,
       l.table_title, l.group_name, l.category, l.recipient, l.description, t.name AS theme, f.role, f.pence, f.amount,
       f.currency, f.counts, again.file_id IS NOT NULL AS is_repeat,
       f.printed, o.page, o.line, p.path, f.file_id, f.record
FROM figures AS f
JOIN spend_lines AS l USING (file_id, table_number, line_number)
JOIN reports AS r USING (file_id)
LEFT JOIN places AS p USING (file_id)
LEFT JOIN repeats AS again USING (file_id)
LEFT JOIN themes AS t ON t.file_id = l.file_id AND t.record = l.record AND NOT t.is_shared
LEFT JOIN origins AS o ON o.file_id = f.file_id AND o.record = f.record AND o.number = 1;

-- The sums of `spend` by theme. Reports that are there twice count once. `uncounted` figures are in no sum, see
-- `figures.counts`; lines of several themes are under NULL. Quarters and years stay apart, since one may contain the other.
CREATE VIEW spend_by_theme_and_year AS
SELECT theme, financial_year, period, role, currency, sum(pence) FILTER (WHERE counts) AS pence,
       count(pence) FILTER (WHERE counts) AS figures, count(*) FILTER (WHERE NOT counts) AS uncounted,
       count(DISTINCT file_id) AS reports
FROM spend WHERE NOT is_repeat
GROUP BY theme, financial_year, period, role, currency;

-- Printed totals that their lines do not add up to.
CREATE VIEW totals_that_do_not_add_up AS
SELECT r.organisation, r.period, d.message, o.page, o.line, p.path, d.file_id
FROM diagnostics AS d JOIN reports AS r USING (file_id) LEFT JOIN places AS p USING (file_id)
LEFT JOIN origins AS o ON o.file_id = d.file_id AND o.record = d.record AND o.number = 1
WHERE d.name = 'total-mismatch';

-- Sums that stand in a report and in none of its facts.
CREATE VIEW unplaced_sums AS
SELECT r.organisation, r.period, u.reason, u.printed, u.pence, u.amount, u.currency, o.page, o.line, p.path, u.file_id
FROM unplaced AS u JOIN reports AS r USING (file_id) LEFT JOIN places AS p USING (file_id)
LEFT JOIN origins AS o ON o.file_id = u.file_id AND o.record = u.record AND o.number = 1;
