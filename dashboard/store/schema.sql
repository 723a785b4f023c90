-- The store's tables, version 1. Later versions are further steps in migrate.py; this file is not changed again.

PRAGMA application_id = 1466922062;  -- "WotN": tells a Worldtone store from another program's database

-- `articles` in the next three tables counts, so that lists of names need not count rows.

CREATE TABLE sources (
    id INTEGER PRIMARY KEY,          -- from 1 on: rollups use 0 for all outlets together
    name TEXT NOT NULL UNIQUE,
    articles INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE engines (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    articles INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE countries (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,       -- ISO 3166-1 alpha-3
    articles INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    identity TEXT NOT NULL UNIQUE,
    fingerprint TEXT NOT NULL,
    source_id INTEGER NOT NULL REFERENCES sources (id),
    engine_id INTEGER NOT NULL REFERENCES engines (id),
    day TEXT NOT NULL,               -- the UTC date, 2024-01-31
    published TEXT NOT NULL,         -- as given: a date, or a date and time with its zone
    title TEXT NOT NULL,
    url TEXT NOT NULL,
    language TEXT NOT NULL,
    text TEXT NOT NULL               -- last, so that the columns above are read without it
);
CREATE INDEX articles_by_engine ON articles (engine_id);
CREATE INDEX articles_by_day ON articles (day);

-- An article's tone toward each country, in ten-thousandths: whole numbers, so sums do not depend on their order.
-- `day` and `source_id` repeat the article's, for one country's rows lie together by day.
CREATE TABLE tones (
    country TEXT NOT NULL,
    day TEXT NOT NULL,
    article_id INTEGER NOT NULL REFERENCES articles (id),
    source_id INTEGER NOT NULL REFERENCES sources (id),
    tone INTEGER NOT NULL CHECK (tone BETWEEN -10000 AND 10000),
    vader INTEGER NOT NULL CHECK (vader BETWEEN -10000 AND 10000),
    mentions INTEGER NOT NULL,
    sentences INTEGER NOT NULL,
    salient INTEGER NOT NULL CHECK (salient IN (0, 1)),
    PRIMARY KEY (country, day, article_id)
) WITHOUT ROWID;
CREATE INDEX tones_newest ON tones (day DESC, article_id DESC, country, source_id, salient);

CREATE TABLE evidence (
    article_id INTEGER PRIMARY KEY REFERENCES articles (id),
    body TEXT NOT NULL               -- JSON: each country, in the article's order, with its sentences
);

-- What charts read: sums over tones, changed in the same transaction as the rows they sum.
CREATE TABLE rollups (
    source_id INTEGER NOT NULL,      -- 0: all outlets together
    country TEXT NOT NULL,
    day TEXT NOT NULL,
    salient INTEGER NOT NULL,
    n INTEGER NOT NULL,
    total INTEGER NOT NULL,
    squares INTEGER NOT NULL,
    vader_total INTEGER NOT NULL,
    vader_squares INTEGER NOT NULL,
    PRIMARY KEY (source_id, country, day, salient)
) WITHOUT ROWID;

CREATE TABLE rejected (
    id INTEGER PRIMARY KEY,          -- grows with each sighting: the newest has the highest
    file TEXT NOT NULL,
    line INTEGER NOT NULL,
    reason TEXT NOT NULL,
    excerpt TEXT NOT NULL,
    seen TEXT NOT NULL,              -- when last, UTC
    UNIQUE (file, line, reason, excerpt)
);

CREATE TABLE counters (
    name TEXT PRIMARY KEY,
    number INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO counters (name, number) VALUES ('rejected', 0);
