-- From version 3 to 4: why an article was not scored, and the countries of outlets. Not changed again.
-- places.py fills in the countries of outlets that our table knows.

ALTER TABLE articles ADD COLUMN unscored TEXT NOT NULL DEFAULT '';  -- "language: de"; empty where it was scored
CREATE INDEX articles_unscored ON articles (unscored) WHERE unscored <> '';

ALTER TABLE sources ADD COLUMN country TEXT NOT NULL DEFAULT '';    -- where it is edited, alpha-3; empty: unknown

ALTER TABLE jobs ADD COLUMN unscored TEXT NOT NULL DEFAULT '{}';    -- JSON: number of articles by reason
