-- From version 1 to 2: search for words, pairs of countries, histograms, notes, judgements, jobs. Not changed again.
-- version_2.py runs this, and then fills `pairs` and `pair_months` from the stored evidence.

-- The words of title and text. External content, so that no text lies here twice: what is asked of the index is only
-- the numbers of articles. (Contentless tables that can forget a row need SQLite 3.43, too new for many systems.)
-- Whoever changes an article's title or text must tell the index the old ones; see search_index.py.
CREATE VIRTUAL TABLE article_words USING fts5 (
    title,
    text,
    content = 'articles',
    content_rowid = 'id',
    tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO article_words (article_words) VALUES ('rebuild');

-- An article's tone toward `country` in its sentences that name `other` too: their mean, in ten-thousandths, and how
-- many they are. `salient` is that of the country. (other, country) has a row as well. No REFERENCES, which cost
-- a lookup each: verify.py holds these rows against the evidence.
CREATE TABLE pairs (
    country TEXT NOT NULL,
    other TEXT NOT NULL,
    day TEXT NOT NULL,
    article_id INTEGER NOT NULL,
    source_id INTEGER NOT NULL,
    tone INTEGER NOT NULL,
    vader INTEGER NOT NULL,
    sentences INTEGER NOT NULL,
    salient INTEGER NOT NULL,
    PRIMARY KEY (country, other, day, article_id)
) WITHOUT ROWID;

-- Sums over `pairs` by month, of all outlets together, changed in the same transaction.
CREATE TABLE pair_months (
    country TEXT NOT NULL,
    other TEXT NOT NULL,
    month TEXT NOT NULL,             -- 2024-01
    salient INTEGER NOT NULL,
    n INTEGER NOT NULL,
    sentences INTEGER NOT NULL,
    total INTEGER NOT NULL,
    squares INTEGER NOT NULL,
    vader_total INTEGER NOT NULL,
    vader_squares INTEGER NOT NULL,
    PRIMARY KEY (country, other, month, salient)
) WITHOUT ROWID;

-- How many rows of `tones` have a tone, and a vader, in each step of 0.1 from -1 on; by month as above.
CREATE TABLE step_months (
    country TEXT NOT NULL,
    month TEXT NOT NULL,
    salient INTEGER NOT NULL,
    step INTEGER NOT NULL,           -- 0 to 19
    n INTEGER NOT NULL,
    vader_n INTEGER NOT NULL,
    PRIMARY KEY (country, month, salient, step)
) WITHOUT ROWID;
INSERT INTO step_months (country, month, salient, step, n, vader_n)
SELECT country, month, salient, step, SUM(n), SUM(vader_n) FROM (
    SELECT country, substr(day, 1, 7) AS month, salient, MIN((tone + 10000) / 1000, 19) AS step, 1 AS n, 0 AS vader_n
    FROM tones
    UNION ALL
    SELECT country, substr(day, 1, 7), salient, MIN((vader + 10000) / 1000, 19), 0, 1 FROM tones
) GROUP BY country, month, salient, step;

CREATE TABLE day_notes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,   -- a number that was forgotten is not used again: pages may still name it
    day TEXT NOT NULL,
    text TEXT NOT NULL,
    country TEXT NOT NULL,           -- empty: a note on all countries
    UNIQUE (day, text, country)
);

CREATE TABLE judgements (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles (id),
    country TEXT NOT NULL,
    field TEXT NOT NULL CHECK (field IN ('title', 'text')),
    start INTEGER NOT NULL,          -- -1 for start and finish: the article as a whole
    finish INTEGER NOT NULL,
    label INTEGER NOT NULL CHECK (label IN (-1, 0, 1)),
    made TEXT NOT NULL,              -- UTC, always with microseconds, so that the order of text is that of time
    UNIQUE (article_id, country, field, start, finish)
);

CREATE TABLE jobs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('running', 'done', 'failed', 'cancelled')),
    message TEXT NOT NULL DEFAULT '',
    started TEXT NOT NULL,           -- UTC, as in judgements
    ended TEXT,
    read INTEGER NOT NULL DEFAULT 0,
    stored INTEGER NOT NULL DEFAULT 0,
    unchanged INTEGER NOT NULL DEFAULT 0,
    rejected INTEGER NOT NULL DEFAULT 0
);
