-- From version 4 to 5: near-copies of one story. Not changed again. version_5.py runs this, and then finds the stories
-- of the articles that are stored.

-- The keys by which near-copies are found (stories.py), of every article. `bucket` is a stretch of days, `day` counts
-- days from 0001-01-01: the look-ups of a batch, and what it enters, lie in few pages.
CREATE TABLE story_keys (
    bucket INTEGER NOT NULL,
    key INTEGER NOT NULL,
    day INTEGER NOT NULL,
    article_id INTEGER NOT NULL,
    PRIMARY KEY (bucket, key, day, article_id)
) WITHOUT ROWID;

-- The articles of stories with two copies or more. `later` is 0 for the first copy alone: the earliest published, of
-- equals the one with the lowest number. A story number is never given twice.
CREATE TABLE copies (
    article_id INTEGER PRIMARY KEY REFERENCES articles (id),
    story_id INTEGER NOT NULL,
    moment TEXT NOT NULL,            -- of publication, UTC; a day alone counts from its beginning
    later INTEGER NOT NULL CHECK (later IN (0, 1))
);
CREATE INDEX copies_by_story ON copies (story_id, moment, article_id);
INSERT INTO counters (name, number) VALUES ('stories', 0);

-- Their rows of `tones` once more, with the story: few beside all, so that what each story adds to a variance, and what
-- the later copies add to a sum, is counted quickly. Kept in step in the same transaction.
CREATE TABLE copy_tones (
    country TEXT NOT NULL,
    day TEXT NOT NULL,
    article_id INTEGER NOT NULL,
    story_id INTEGER NOT NULL,
    source_id INTEGER NOT NULL,
    tone INTEGER NOT NULL,
    vader INTEGER NOT NULL,
    salient INTEGER NOT NULL,
    later INTEGER NOT NULL,
    PRIMARY KEY (country, day, article_id)
) WITHOUT ROWID;
CREATE INDEX copy_tones_by_story ON copy_tones (story_id);

-- What charts read of stories, for all outlets together, changed in the same transaction: what the copies of stories add
-- to the sums over a span of days that holds both `day` and `until` (`Overlap` in types.py). The same day twice: what
-- copies of one day add. `salient` 1: among the rows with a salient country; 0: among all.
CREATE TABLE story_days (
    country TEXT NOT NULL,
    salient INTEGER NOT NULL,
    day TEXT NOT NULL,
    until TEXT NOT NULL,
    repeats INTEGER NOT NULL,
    pairs INTEGER NOT NULL,
    total INTEGER NOT NULL,          -- `cross` and `products` of tone, and of vader
    products INTEGER NOT NULL,
    vader_total INTEGER NOT NULL,
    vader_products INTEGER NOT NULL,
    PRIMARY KEY (country, salient, day, until)
) WITHOUT ROWID;

-- The part of `rollups` that later copies make: without it, each story counts once.
CREATE TABLE later_rollups (
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
