-- From version 7 to 8: sums by month of single outlets, and of what copies add to pairs of countries and to single
-- outlets; the strongest tones in order. Not changed again. version_8.py fills these tables from those that they sum,
-- and copy_months.py says how.

-- The part of `rollups` of single outlets. By month first: what a batch changes lies in few pages.
CREATE TABLE source_months (
    month TEXT NOT NULL,             -- 2024-01
    country TEXT NOT NULL,
    source_id INTEGER NOT NULL,
    salient INTEGER NOT NULL,
    n INTEGER NOT NULL,
    total INTEGER NOT NULL,
    squares INTEGER NOT NULL,
    vader_total INTEGER NOT NULL,
    vader_squares INTEGER NOT NULL,
    PRIMARY KEY (month, country, source_id, salient)
) WITHOUT ROWID;

-- The same of `later_rollups`.
CREATE TABLE later_source_months (
    month TEXT NOT NULL,
    country TEXT NOT NULL,
    source_id INTEGER NOT NULL,
    salient INTEGER NOT NULL,
    n INTEGER NOT NULL,
    total INTEGER NOT NULL,
    squares INTEGER NOT NULL,
    vader_total INTEGER NOT NULL,
    vader_squares INTEGER NOT NULL,
    PRIMARY KEY (month, country, source_id, salient)
) WITHOUT ROWID;

-- What the copies of stories in one and the same outlet add to its sums; the columns are those of `story_months`.
CREATE TABLE source_story_months (
    country TEXT NOT NULL,
    source_id INTEGER NOT NULL,
    salient INTEGER NOT NULL,
    month TEXT NOT NULL,
    until_month TEXT NOT NULL,
    repeats INTEGER NOT NULL,
    pairs INTEGER NOT NULL,
    total INTEGER NOT NULL,
    products INTEGER NOT NULL,
    vader_total INTEGER NOT NULL,
    vader_products INTEGER NOT NULL,
    PRIMARY KEY (country, source_id, salient, month, until_month)
) WITHOUT ROWID;

-- The rows of `pairs` of the copies of stories, as `copy_tones` has those of `tones`.
CREATE TABLE copy_pairs (
    country TEXT NOT NULL,
    other TEXT NOT NULL,
    day TEXT NOT NULL,
    article_id INTEGER NOT NULL,
    story_id INTEGER NOT NULL,
    tone INTEGER NOT NULL,
    vader INTEGER NOT NULL,
    sentences INTEGER NOT NULL,
    salient INTEGER NOT NULL,
    later INTEGER NOT NULL,
    PRIMARY KEY (country, other, day, article_id)
) WITHOUT ROWID;
CREATE INDEX copy_pairs_by_story ON copy_pairs (story_id);

-- What they add to sums over `pairs`, as above.
CREATE TABLE pair_story_months (
    country TEXT NOT NULL,
    other TEXT NOT NULL,
    salient INTEGER NOT NULL,
    month TEXT NOT NULL,
    until_month TEXT NOT NULL,
    repeats INTEGER NOT NULL,
    pairs INTEGER NOT NULL,
    total INTEGER NOT NULL,
    products INTEGER NOT NULL,
    vader_total INTEGER NOT NULL,
    vader_products INTEGER NOT NULL,
    PRIMARY KEY (country, other, salient, month, until_month)
) WITHOUT ROWID;

-- The part of `pair_months` that later copies make.
CREATE TABLE later_pair_months (
    country TEXT NOT NULL,
    other TEXT NOT NULL,
    month TEXT NOT NULL,
    salient INTEGER NOT NULL,
    n INTEGER NOT NULL,
    sentences INTEGER NOT NULL,
    total INTEGER NOT NULL,
    squares INTEGER NOT NULL,
    vader_total INTEGER NOT NULL,
    vader_squares INTEGER NOT NULL,
    PRIMARY KEY (country, other, month, salient)
) WITHOUT ROWID;

-- The lowest and the highest tones toward each country, in the order of lists. An index of all tones would make an ingest
-- into a large store longer by a tenth; beyond 0.3 are 3 to 14 tones in a hundred. strongest.py asks in these words.
CREATE INDEX tones_lowest ON tones (country, tone, day DESC, article_id DESC, salient) WHERE tone < -3000;
CREATE INDEX tones_highest ON tones (country, tone DESC, day DESC, article_id DESC, salient) WHERE tone >= 3000;
