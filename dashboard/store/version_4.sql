-- From version 3 to 4: why an article was not scored, and the countries of outlets. Not changed again.
-- places.py fills in the countries of outlets that our table knows.

-- Why articles were not scored, such as "language: de"; `articles` counts them, as in the other tables of names.
CREATE TABLE reasons (
    id INTEGER PRIMARY KEY,          -- from 1 on: 0 stands for an article that was scored
    name TEXT NOT NULL UNIQUE,
    articles INTEGER NOT NULL DEFAULT 0
);
ALTER TABLE articles ADD COLUMN reason_id INTEGER NOT NULL DEFAULT 0;

ALTER TABLE sources ADD COLUMN country TEXT NOT NULL DEFAULT '';    -- where it is edited, alpha-3; empty: unknown

ALTER TABLE jobs ADD COLUMN unscored TEXT NOT NULL DEFAULT '{}';    -- JSON: number of articles by reason
