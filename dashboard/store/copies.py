"""Stories in the tables: which articles are copies of which, kept in step with articles and tones."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from itertools import chain

from dashboard.limits import cap
from dashboard.store import story_keys
from dashboard.store.moments import moment_text
from dashboard.store.protocol import CopyRow
from dashboard.store.rows import read_published
from dashboard.store.story_keys import KnownKeys, rows_of
from dashboard.store.story_sums import COPIED_PAIR, COPY, CopiedPair, Copy, StorySums
from dashboard.stories import DAYS, Likeness, Words, keys, likeness, most_common
from dashboard.types import Article

_Entered = tuple[int, int]  # an article's day, counted from 0001-01-01, and its number
_REMEMBERED = 1_000  # articles whose words are kept: those of a batch and its candidates


@dataclass(frozen=True)
class Fresh:
    """An article that was new or changed, with its number; `keys` as made beforehand, None where they were not."""

    id: int
    article: Article
    keys: tuple[int, ...] | None = None

    @cached_property
    def all_keys(self) -> tuple[int, ...]:
        """Its keys."""
        return keys(self.article) if self.keys is None else self.keys

    @cached_property
    def day(self) -> int:
        """Its day of publication, counted from 0001-01-01."""
        return self.article.day.toordinal()

    @property
    def moment(self) -> str:
        """When it was published, so that text sorts as time does; see version_5.sql."""
        return publication(self.article.published)


class Stories:
    """Changes to stories in one transaction; what it is told must happen to `articles` and `tones` as well.

    Call `leave` before articles are changed, `join` after all rows of the batch are written, then `refresh`.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._words: dict[int, Words] = {}
        self._touched: set[int] = set()

    def touch(self, numbers: Iterable[int]) -> None:
        """Notes that the tones of these articles change, though not their text."""
        query = "SELECT story_id FROM copies WHERE article_id = ?"
        for number in numbers:
            self._touched.update(story for (story,) in self._db.execute(query, (number,)))

    def leave(self, numbers: Sequence[int]) -> None:
        """Takes articles out of their stories, and out of the index; to be called while they lie as they were."""
        self.touch(numbers)
        entered = []
        query = "SELECT day, title, text FROM articles WHERE id = ?"
        for number in numbers:
            for day, title, text in self._db.execute(query, (number,)):
                written = date.fromisoformat(day)
                entered += rows_of(keys(Article(text, written, title)), written.toordinal(), number)
        story_keys.leave(self._db, entered)
        self._db.executemany("DELETE FROM copies WHERE article_id = ?", [(number,) for number in numbers])

    def join(self, fresh: Sequence[Fresh]) -> None:
        """Gives each article the story of the most similar copy that was known before it, in the order given.

        Copies are looked for within `DAYS` to either side. A story that would last longer with the article is passed
        over for that of the next most similar one. Copies of it that were alone until then join with it; two stories
        are never made one. Where no copy is found the article stays alone, until another one joins it. So which story
        it is depends on the order in which articles come, and not on their batches, but for articles that are replaced:
        they leave their stories before anything of their batch is placed.
        """
        known = KnownKeys(self._db, [(one.day, one.all_keys) for one in fresh])
        times = Counter(chain.from_iterable(one.all_keys for one in fresh))
        shared = {key for key, number in times.items() if number > 1}
        entered: defaultdict[int, list[_Entered]] = defaultdict(list)
        for one in fresh:
            its_shared = shared.intersection(one.all_keys)
            self._place(one, _candidates(one, known, [entered[key] for key in its_shared]))
            for key in its_shared:
                entered[key].append((one.day, one.id))
        story_keys.enter(self._db, [row for one in fresh for row in rows_of(one.all_keys, one.day, one.id)])

    def refresh(self, *, of_version_5: bool = False) -> None:
        """Settles first copies and tones of every story that changed, and drops those that one article is left of.

        With `of_version_5` it leaves alone what a store of that version has not: sums by month, and copies' pairs.
        """
        sums = StorySums()
        for story in self._touched:  # all before any is written anew: an article may have gone from one to another
            sums.change(-1, self._rows_of(story))
            self._db.execute("DELETE FROM copy_tones WHERE story_id = ?", (story,))
            if not of_version_5:
                sums.change_pairs(-1, self._pairs_of(story))
                self._db.execute("DELETE FROM copy_pairs WHERE story_id = ?", (story,))
        for story in sorted(self._touched):
            query = "SELECT article_id FROM copies WHERE story_id = ? ORDER BY moment, article_id"
            members = self._db.execute(query, (story,)).fetchall()
            if len(members) < 2:
                self._db.execute("DELETE FROM copies WHERE story_id = ?", (story,))
                continue
            query = "UPDATE copies SET later = ? WHERE article_id = ? AND later <> ?"
            later = [int(place > 0) for place in range(len(members))]
            self._db.executemany(query, [(new, number, new) for new, (number,) in zip(later, members, strict=True)])
            self._db.execute(_TONES_OF_STORY, (story,))
            sums.change(1, self._rows_of(story))
            if not of_version_5:
                self._db.execute(_PAIRS_OF_STORY, (story,))
                sums.change_pairs(1, self._pairs_of(story))
        sums.store(self._db, of_version_5=of_version_5)

    def _rows_of(self, story: int) -> list[Copy]:
        query = f"SELECT {COPY} FROM copy_tones WHERE story_id = ?"  # noqa: S608 our text
        return list(map(Copy._make, self._db.execute(query, (story,))))

    def _pairs_of(self, story: int) -> list[CopiedPair]:
        query = f"SELECT {COPIED_PAIR} FROM copy_pairs WHERE story_id = ?"  # noqa: S608 our text
        return list(map(CopiedPair._make, self._db.execute(query, (story,))))

    def _place(self, one: Fresh, candidates: Sequence[int]) -> None:
        alike: list[tuple[float, int]] = []
        for number in candidates:
            found = self._likeness(one, number)
            if found.alike:
                alike.append((-found.resemblance, number))
        story: int | None = None
        for _, number in sorted(alike):
            if story is None:
                story = self._story_with(one, number)
            elif self._story_of(number) is None and self._fits(story, self._published(number)):
                self._enter(number, story, self._published(number))
        if story is not None:
            self._touched.add(story)

    def _story_with(self, one: Fresh, number: int) -> int | None:
        """The story that an article and its copy are now of, new where the copy was alone; None if it was too long."""
        story, published = self._story_of(number), self._published(number)
        if story is None:
            if not _within_days(one.moment, published):
                return None
            self._db.execute("UPDATE counters SET number = number + 1 WHERE name = 'stories'")
            story = int(self._db.execute("SELECT number FROM counters WHERE name = 'stories'").fetchone()[0])
            self._enter(number, story, published)
        elif not self._fits(story, one.moment):
            return None
        self._enter(one.id, story, one.moment)
        return story

    def _story_of(self, number: int) -> int | None:
        found = self._db.execute("SELECT story_id FROM copies WHERE article_id = ?", (number,)).fetchone()
        return None if found is None else int(found[0])

    def _fits(self, story: int, moment: str) -> bool:
        """Whether a story would still last no longer than `DAYS`."""
        query = "SELECT MIN(moment), MAX(moment) FROM copies WHERE story_id = ?"
        return _within_days(moment, *self._db.execute(query, (story,)).fetchone())

    def _published(self, number: int) -> str:
        (published,) = self._db.execute("SELECT published FROM articles WHERE id = ?", (number,)).fetchone()
        return publication(read_published(published))

    def _enter(self, number: int, story: int, moment: str) -> None:
        query = "INSERT INTO copies (article_id, story_id, moment, later) VALUES (?, ?, ?, 0)"
        self._db.execute(query, (number, story, moment))

    def _likeness(self, one: Fresh, number: int) -> Likeness:
        if len(self._words) > _REMEMBERED:
            self._words.clear()
        if one.id not in self._words:
            self._words[one.id] = Words(one.article)
        if number not in self._words:
            title, text = self._db.execute("SELECT title, text FROM articles WHERE id = ?", (number,)).fetchone()
            self._words[number] = Words(Article(text, one.article.day, title))
        return likeness(self._words[one.id], self._words[number])


def _candidates(one: Fresh, known: KnownKeys, entered: Iterable[list[_Entered]]) -> list[int]:
    """Articles with most keys in common, published within `DAYS`; `entered` are those of the batch, for each key."""
    most = cap("story_keys")
    found = list(known.articles(one.day, one.all_keys, most))
    first, last = one.day - DAYS, one.day + DAYS
    for others in entered:
        found += [number for day, number in others if first <= day <= last][:most]
    return most_common(found, cap("story_candidates")) if found else []


_TONES_OF_STORY = (
    "INSERT INTO copy_tones (country, day, article_id, story_id, source_id, tone, vader, salient, later) "
    "SELECT t.country, t.day, t.article_id, c.story_id, t.source_id, t.tone, t.vader, t.salient, c.later "
    "FROM copies c CROSS JOIN articles a ON a.id = c.article_id "
    "CROSS JOIN tones t ON t.day = a.day AND t.article_id = a.id WHERE c.story_id = ?"
)
_PAIRS_OF_STORY = (
    "INSERT INTO copy_pairs (country, other, day, article_id, story_id, tone, vader, sentences, salient, later) "
    "SELECT p.country, p.other, p.day, p.article_id, c.story_id, p.tone, p.vader, p.sentences, p.salient, c.later "
    "FROM copies c CROSS JOIN articles a ON a.id = c.article_id "
    "CROSS JOIN tones t ON t.day = a.day AND t.article_id = a.id "
    "CROSS JOIN tones o ON o.day = a.day AND o.article_id = a.id "
    "CROSS JOIN pairs p ON p.country = t.country AND p.other = o.country AND p.day = a.day AND p.article_id = a.id "
    "WHERE c.story_id = ?"
)


def other_copies(connection: sqlite3.Connection, number: int, limit: int) -> tuple[list[CopyRow], int]:
    """See `Store.copies_of`."""
    columns = "a.id, a.title, s.name, a.url, a.day, c.later, a.text"
    query = (
        f"SELECT {columns} FROM copies o JOIN copies c ON c.story_id = o.story_id "  # noqa: S608 our text
        "JOIN articles a ON a.id = c.article_id JOIN sources s ON s.id = a.source_id "
        "WHERE o.article_id = ? AND c.article_id <> o.article_id ORDER BY c.moment, c.article_id LIMIT ?"
    )
    found = connection.execute(query, (number, limit)).fetchall()
    if not found:
        return [], 0
    title, text, day = connection.execute("SELECT title, text, day FROM articles WHERE id = ?", (number,)).fetchone()
    own = Words(Article(text, date.fromisoformat(day), title))
    rows = []
    for other, headline, source, url, published, later, body in found:
        written = date.fromisoformat(published)
        shared = likeness(own, Words(Article(body, written, headline))).shared
        rows.append(CopyRow(other, headline, source, url, written, not later, shared))
    query = "SELECT COUNT(*) - 1 FROM copies WHERE story_id = (SELECT story_id FROM copies WHERE article_id = ?)"
    return rows, connection.execute(query, (number,)).fetchone()[0]


def publication(published: date | datetime) -> str:
    """The moment of publication, so that text sorts as time does: UTC, or the day alone where no time is known."""
    return moment_text(published.astimezone(UTC)) if isinstance(published, datetime) else published.isoformat()


def _within_days(*moments: str) -> bool:
    days = [date.fromisoformat(moment[:10]) for moment in moments]
    return max(days) - min(days) <= timedelta(days=DAYS)
