-- Sums by month, of all outlets together, for charts over long spans. Not changed again.
-- Each adds up the rows of a table of sums by day, and is changed in the same transaction.

-- Of `rollups`.
CREATE TABLE rollup_months (
    country TEXT NOT NULL,
    month TEXT NOT NULL,             -- 2024-01
    salient INTEGER NOT NULL,
    n INTEGER NOT NULL,
    total INTEGER NOT NULL,
    squares INTEGER NOT NULL,
    vader_total INTEGER NOT NULL,
    vader_squares INTEGER NOT NULL,
    PRIMARY KEY (country, month, salient)
) WITHOUT ROWID;
INSERT INTO rollup_months
SELECT country, substr(day, 1, 7), salient, SUM(n), SUM(total), SUM(squares), SUM(vader_total), SUM(vader_squares)
FROM rollups WHERE source_id = 0 GROUP BY 1, 2, 3;

-- Of `later_rollups`.
CREATE TABLE later_months (
    country TEXT NOT NULL,
    month TEXT NOT NULL,
    salient INTEGER NOT NULL,
    n INTEGER NOT NULL,
    total INTEGER NOT NULL,
    squares INTEGER NOT NULL,
    vader_total INTEGER NOT NULL,
    vader_squares INTEGER NOT NULL,
    PRIMARY KEY (country, month, salient)
) WITHOUT ROWID;
INSERT INTO later_months
SELECT country, substr(day, 1, 7), salient, SUM(n), SUM(total), SUM(squares), SUM(vader_total), SUM(vader_squares)
FROM later_rollups WHERE source_id = 0 GROUP BY 1, 2, 3;

-- Of `story_days`: `month` is that of `day`, `until_month` that of `until`.
CREATE TABLE story_months (
    country TEXT NOT NULL,
    salient INTEGER NOT NULL,
    month TEXT NOT NULL,
    until_month TEXT NOT NULL,
    repeats INTEGER NOT NULL,
    pairs INTEGER NOT NULL,
    total INTEGER NOT NULL,
    products INTEGER NOT NULL,
    vader_total INTEGER NOT NULL,
    vader_products INTEGER NOT NULL,
    PRIMARY KEY (country, salient, month, until_month)
) WITHOUT ROWID;
INSERT INTO story_months
SELECT country, salient, substr(day, 1, 7), substr(until, 1, 7), SUM(repeats), SUM(pairs), SUM(total), SUM(products),
    SUM(vader_total), SUM(vader_products)
FROM story_days GROUP BY 1, 2, 3, 4;
