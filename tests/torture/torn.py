"""Damages copies of a store at random places, and looks at what opening, checking and showing them says.

python tests/torture/torn.py [PLACES [SEED]]
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import forked
from corpus import write_corpus
from store_rows import Rows, all_rows, differences

from dashboard import ingest, open_store
from dashboard.limits import LIMITS, Limit
from dashboard.store import StoreError
from dashboard.store.beside import Word, check_beside
from dashboard.store.protocol import Store
from dashboard.types import Filters, Judgement
from dashboard.web.checking import Checking

BATCH = 8
SERVED_OF = 4  # of so many damaged stores that can be opened, one is also shown in the pages
_PAGE, _SECTOR = 4_096, 512
# What a store says that is refused: the last three where the damage lies in the file's header.
_REFUSALS = ("damaged", "is not a Worldtone store", "made by a newer Worldtone", "file system cannot share")


def flip_bit(data: bytearray, lot: random.Random) -> None:
    data[lot.randrange(len(data))] ^= 1 << lot.randrange(8)


def overwrite_byte(data: bytearray, lot: random.Random) -> None:
    data[lot.randrange(len(data))] = lot.randrange(256)


def zero_sector(data: bytearray, lot: random.Random) -> None:
    _fill(data, lot, _SECTOR, 0)


def zero_page(data: bytearray, lot: random.Random) -> None:
    _fill(data, lot, _PAGE, 0)


def fill_page(data: bytearray, lot: random.Random) -> None:
    _fill(data, lot, _PAGE, 0xFF)


def cut(data: bytearray, lot: random.Random) -> None:
    del data[lot.randrange(len(data)) :]


def old_page(data: bytearray, lot: random.Random) -> None:
    """Another page in a page's place, as where a write went astray."""
    pages = len(data) // _PAGE
    if pages > 1:
        here, there = (lot.randrange(pages) * _PAGE for _ in range(2))
        data[here : here + _PAGE] = data[there : there + _PAGE]


DAMAGES: tuple[Callable[[bytearray, random.Random], None], ...] = (
    *(flip_bit, overwrite_byte, zero_sector, zero_page, fill_page, cut, old_page),
)


def _fill(data: bytearray, lot: random.Random, size: int, value: int) -> None:
    first = lot.randrange((len(data) + size - 1) // size) * size
    last = min(first + size, len(data))
    data[first:last] = bytes([value]) * (last - first)


class Torn:
    """A store that was closed, and one whose log is still there; damaged copies of both are opened."""

    def __init__(self, place: Path, sample: int, seed: int) -> None:
        self._lot, self._place = random.Random(seed), place
        self._copy = place / "torn.db"
        corpus = write_corpus(place / "corpus", sample)
        self._states: list[Rows] = []
        self._live = self._written(place / "live.db", corpus)
        self._closed = {"": (place / "live.db").read_bytes()}  # now that it was closed
        self._right = self._shown(place / "live.db")
        self.found: Counter[str] = Counter()
        self.silent_until_checked: Counter[str] = Counter()
        self.served = 0
        self.failures: list[str] = []

    def _written(self, path: Path, corpus: Path) -> dict[str, bytes]:
        """Ingests, with the rows after every batch kept in mind; the store's files as they are before it is closed."""

        def remember(*_: object) -> None:
            self._states.append(all_rows(path))
            if len(self._states) == 2:  # some of the batches lie in the file, and the rest in the log
                with open_store(path) as other:
                    other.info()

        with open_store(path) as store:
            remember()
            written = store.write
            # The countries of a batch's outlets are stored right after it.
            store.write = lambda *given, **named: (written(*given, **named), remember())  # type: ignore[method-assign]
            ingest(corpus, store, progress=remember)
            for work in (
                lambda: store.locate({"A": "PER"}),
                lambda: store.note(date(2024, 2, 1), "A note", "PER"),
                lambda: store.judge(Judgement(1, "RUS", -1)),
            ):
                work()
                remember()
            return {tail: path.with_name(path.name + tail).read_bytes() for tail in ("", "-wal")}

    def tear(self, places: int) -> None:
        """Damages so many copies, each in one place, and sorts what comes of it."""
        for number in range(places):
            # One in three has its log damaged, one in six the file beside a log that is whole.
            files, damaged = ((self._live, "-wal"), (self._live, ""), *[(self._closed, "")] * 4, (self._live, "-wal"))[
                number % 6 if number % 6 else 6
            ]
            damage = self._lot.choice(DAMAGES)
            for tail in ("", "-wal", "-shm"):
                self._copy.with_name(self._copy.name + tail).unlink(missing_ok=True)
            for tail, whole in files.items():
                data = bytearray(whole)
                if tail == damaged:
                    damage(data, self._lot)
                self._copy.with_name(self._copy.name + tail).write_bytes(data)
            what = f"{'the log' if damaged else 'the file'}: {damage.__name__}, place {number}"
            self._look(what, "log" if damaged else "file", number)

    def _look(self, what: str, where: str, number: int) -> None:
        opened = forked.run(forked.command("info", "--store", str(self._copy)))
        if self._odd(opened):
            self.failures.append(f"{what}: opening gave {opened.status}: {opened.said[-600:]}")
        if opened.status == 1:
            self.found[f"{where}: refused when opened"] += 1
            return
        shown = self._child(lambda: self._same_numbers(self._copy))
        told = self._child(lambda: self._told_beside(self._copy))
        if number % SERVED_OF == 0:
            self.served += 1
            served = forked.run(lambda: self._serve(self._again()))
            if served.status:
                self.failures.append(f"{what}: a page gave {served.said[-900:]}")
        verified = forked.run(forked.command("info", "--verify", "--store", str(self._copy)))
        if self._odd(verified):
            self.failures.append(f"{what}: verifying gave {verified.status}: {verified.said[-600:]}")
        if verified.status == 1:
            self.found[f"{where}: found by the check of `serve`, and by --verify"] += 1
            self.silent_until_checked[shown] += 1
            if told != "damaged":
                self.failures.append(f"{what}: --verify finds damage, the check of `serve` says {told!r}")
            return
        if told != "whole":
            self.failures.append(f"{what}: --verify finds nothing, the check of `serve` says {told!r}")
        rows = all_rows(self._copy)
        if rows == self._states[-1]:
            self.found[f"{where}: nothing lost"] += 1
        elif where == "log" and rows in self._states:
            self.found["log: whole batches, the last ones lost"] += 1
        else:
            self.found["WRONG IN SILENCE"] += 1
            told = differences(self._states[-1], rows)
            self.failures.append(f"{what}: rows differ, and nothing said so: {told}")

    def _again(self) -> Path:
        """Another copy of the damaged store, which pages may write judgements into."""
        again = self._place / "served.db"
        for tail in ("", "-wal", "-shm"):
            again.with_name(again.name + tail).unlink(missing_ok=True)
            if (file := self._copy.with_name(self._copy.name + tail)).exists():
                again.with_name(again.name + tail).write_bytes(file.read_bytes())
        return again

    def _odd(self, ended: forked.Ended) -> bool:
        """Whether a command ended otherwise than well, or with status 1 and words."""
        words = any(words in ended.said for words in _REFUSALS)
        return "Traceback" in ended.said or ended.status not in (0, 1) or (ended.status == 1 and not words)

    def _child(self, work: Callable[[], str]) -> str:
        return forked.run(lambda: print(work())).said.strip().splitlines()[-1]

    def _told_beside(self, path: Path) -> str:
        """What `serve` would say of the store in the end, of its own accord."""
        words: list[Word] = []
        check_beside(path, words.append)
        if not words[-1].ended or words[-1].failure:
            return f"not ended: {words[-1].failure}"
        return "damaged" if words[-1].problems else "whole"

    def _same_numbers(self, path: Path) -> str:
        """Whether the numbers that charts and lists show are the right ones, as far as they are shown."""
        found = self._shown(path)
        wrong = [name for name, value in found.items() if value != self._right[name] and "damaged" not in str(value)]
        if not wrong:
            return "what is shown is right, or said to be damaged"
        return f"wrong until then: {', '.join(wrong)}"

    def _shown(self, path: Path) -> dict[str, object]:
        asks: dict[str, Callable[[Store], object]] = {
            "charts": lambda store: (store.cells(Filters()), store.totals(Filters()), store.histogram(Filters())),
            "stories": lambda store: (store.cells(Filters(copies="first")), store.twins(Filters())),
            "outlets": lambda store: store.totals_by_source(Filters()),
            "pairs": lambda store: store.pairs(Filters()),
            "lists": lambda store: store.articles(Filters(), limit=1_000),
            "articles": lambda store: [store.article(row.id) for row in store.articles(Filters(), limit=1_000)],
            "searches": lambda store: store.count(Filters(words="praise OR condemned")),
        }
        found: dict[str, object] = {}
        with open_store(path) as store:
            for name, ask in asks.items():
                try:
                    found[name] = ask(store)
                except StoreError as error:
                    found[name] = str(error)
        return found

    def _serve(self, path: Path) -> int:
        """Draws every page once; 1 where an answer is a fault of the server."""
        sys.path.append(str(Path(__file__).parents[1] / "hostile"))
        from callback_driving import Driver

        said: list[str] = []
        with open_store(path) as store:
            checking = Checking(path, said.append, calm=0)
            checking.start()
            driver = Driver(store, 1)
            outcome = driver.honest()
            checking.wait(60)
            checking.stop()
        failures = [*driver.outcome.failures, *outcome.failures]
        seen = checking.seen()
        if not seen.word.ended or seen.word.failure or bool(seen.problems) != bool(said):
            failures.append(f"the check beside the pages came to {seen}, and said {said}")
        print(*failures, sep="\n")
        return int(bool(failures))


def main(places: int = 300, seed: int = 1) -> int:
    LIMITS["batch_articles"] = Limit(BATCH, "articles", "several batches in a small store")
    with tempfile.TemporaryDirectory() as folder:
        torn = Torn(Path(folder), 60 if places >= 300 else 16, seed)
        torn.tear(places)
    print(f"{places} damaged copies of a store, of its file or of its log:")
    for words, number in sorted(torn.found.items()):
        print(f"  {number:4} {words}")
    print("of those that opening did not see, what pages showed until the check was done:")
    for words, number in torn.silent_until_checked.most_common():
        print(f"  {number:4} {words}")
    print(f"pages drawn over {torn.served} of them; failures {len(torn.failures)}")
    print(*torn.failures[:10], sep="\n")
    return int(bool(torn.failures))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
