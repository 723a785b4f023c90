"""Our own labels of tone toward countries, joined with our own sample articles."""

import hashlib
import json
from pathlib import Path

from dashboard.check import ToneGold

ROOT = Path(__file__).resolve().parents[2]


def sample_texts() -> dict[str, str]:
    """The texts of the sample articles by the first 16 hexadecimal digits of their SHA-256."""
    texts = [
        json.loads(line)["text"]
        for path in sorted((ROOT / "data" / "sample").glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return {hashlib.sha256(text.encode()).hexdigest()[:16]: text for text in texts}


def sample_gold() -> list[ToneGold]:
    """The labelled mentions in the sample articles."""
    texts = sample_texts()
    rows = (ROOT / "data" / "labels" / "tone.tsv").read_text(encoding="utf-8").splitlines()
    labelled = [row.split("\t") for row in rows if row.startswith("sample\t")]
    return [ToneGold(texts[key], int(start), int(end), int(label)) for _, key, start, end, _, label in labelled]
