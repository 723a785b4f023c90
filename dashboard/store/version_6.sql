-- From version 5 to 6: seals, by which values are found that something else than Worldtone changed, such as a failing
-- disk. Not changed again. seals.py says what a seal is; version_6.py fills these tables and makes the triggers that
-- keep `table_seals` in step.

-- One for each article: of its row, its tones, its evidence.
CREATE TABLE article_seals (
    article_id INTEGER PRIMARY KEY,
    seal INTEGER NOT NULL
);

-- The sum of the seals of all rows of a table that is kept by hand or by feeds, or is a list of names; and the seals of
-- the definitions of all tables and indexes.
CREATE TABLE table_seals (
    name TEXT PRIMARY KEY,
    seal INTEGER NOT NULL
) WITHOUT ROWID;
