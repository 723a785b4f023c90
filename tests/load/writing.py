"""Writes new articles into a store by `worldtone ingest`, one file after the other, until told to stop."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import threading
import time
from pathlib import Path

_SOON = 100  # articles that are soon stored: these are not broken off
ROOT = Path(__file__).resolve().parents[2]


class Writing:
    """A thread that makes files of articles in `folder` and ingests each by the real command.

    `pause` seconds lie between two files of `articles` each; a text is a third of the sentences of three articles of
    the sample, so that nearly every one is a new story. With `again` each file has the addresses of the first, so that
    its articles take the place of those there, and the store stays as large.
    """

    def __init__(
        self, store: Path, folder: Path, *, articles: int = 2_000, pause: float = 0.0, again: bool = False
    ) -> None:
        self.errors: list[str] = []
        self._store, self._folder, self._articles, self._pause = store, folder, articles, pause
        self._again = again
        self._lot = random.Random(8)
        self._records = [
            json.loads(line) for path in sorted((ROOT / "data" / "sample").glob("*.jsonl")) for line in path.open("rb")
        ]
        self._sentences = [
            [sentence for sentence in re.split(r"(?<=[.?!])\s+", one["text"]) if len(sentence) > 30]
            for one in self._records
        ]
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> Writing:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._thread.join()

    def _run(self) -> None:
        number = 0
        while not self._stopped.is_set():
            path = self._folder / f"new_{number}.jsonl"
            path.write_text("\n".join(json.dumps(self._article(number, n)) for n in range(self._articles)), "utf-8")
            self._ingest(path)
            path.unlink()
            number += not self._again
            self._stopped.wait(self._pause)

    def _ingest(self, path: Path) -> None:
        command = [sys.executable, "-m", "dashboard", "ingest", str(path), "--store", str(self._store)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        while process.poll() is None:
            if self._stopped.wait(0.1) and self._articles > _SOON:
                process.terminate()  # what it has stored so far stays, in whole batches
            time.sleep(0.05)
        said = process.communicate()[0]
        if process.returncode and not (self._stopped.is_set() and self._articles > _SOON):
            self.errors.append(f"ingest ended with {process.returncode}: {said[-500:]}")

    def _article(self, number: int, n: int) -> dict[str, str]:
        like = self._lot.choice(self._records)
        sentences = [sentence for three in self._lot.sample(self._sentences, 3) for sentence in three]
        sentences = self._lot.sample(sentences, len(sentences) // 3)
        day = f"{self._lot.randint(2022, 2024)}-{self._lot.randint(1, 12):02}-{self._lot.randint(1, 28):02}"
        return {
            "title": sentences[0][:100],
            "text": " ".join(sentences),
            "date": day,
            "source": like.get("source") or "",
            "url": f"https://news.example/{number}/{n}",
        }
