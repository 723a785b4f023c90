-- Feeds that are watched, and what was seen of their entries. Not changed again once released.

CREATE TABLE feeds (
    id INTEGER PRIMARY KEY,
    address TEXT NOT NULL UNIQUE,    -- as the user gave it
    outlet TEXT NOT NULL,
    country TEXT NOT NULL,           -- of the outlet, ISO 3166-1 alpha-3; empty where it was not said
    minutes INTEGER NOT NULL,        -- between two askings
    full_text INTEGER NOT NULL,
    followed INTEGER NOT NULL,       -- 1: asked by whoever watches this store; 0: only by `watch` with its file
    title TEXT NOT NULL DEFAULT '',  -- what the feed calls itself
    moved TEXT NOT NULL DEFAULT '',  -- where it was moved for good
    etag TEXT NOT NULL DEFAULT '',
    modified TEXT NOT NULL DEFAULT '',
    asked TEXT,                      -- moments are UTC, as in judgements
    succeeded TEXT,
    due TEXT,                        -- NULL: at once
    failures INTEGER NOT NULL DEFAULT 0,     -- since the last success
    error TEXT NOT NULL DEFAULT '',
    gone INTEGER NOT NULL DEFAULT 0,
    articles INTEGER NOT NULL DEFAULT 0      -- entries that became articles
);

-- An entry is known by a digest of its id. `settled` 0: its page is still to be had, `tries` were in vain.
-- `fresh` 1: the feed had been read not long before the entry was first seen, so that moment tells its day.
CREATE TABLE feed_entries (
    feed_id INTEGER NOT NULL REFERENCES feeds (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    first TEXT NOT NULL,
    last TEXT NOT NULL,
    tries INTEGER NOT NULL,
    settled INTEGER NOT NULL,
    fresh INTEGER NOT NULL,
    PRIMARY KEY (feed_id, key)
) WITHOUT ROWID;
