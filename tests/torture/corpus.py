"""Articles of every sort that a store treats in its own way, as files to be ingested."""

from __future__ import annotations

import json
from pathlib import Path

from dashboard.resources import data_file


def write_corpus(folder: Path, sample: int = 60) -> Path:
    """A folder of files: sample articles with their copies, changed ones, other languages, records that are refused."""
    folder.mkdir()
    copies = data_file("sample", "syndicated.jsonl").read_text("utf-8").splitlines()[: sample // 2]
    wanted = {json.loads(line)["copy_of"] for line in copies}
    lines = [
        line
        for name in ("world_2022", "world_2023", "europe", "asia_pacific", "world_one", "world_two")
        for line in data_file("sample", f"{name}.jsonl").read_text("utf-8").splitlines()
    ]
    first = [line for line in lines if json.loads(line)["title"] in wanted][:sample]
    (folder / "a.jsonl").write_text("\n".join(first + copies), "utf-8")
    (folder / "b.jsonl").write_text("\n".join(map(json.dumps, _odd())), "utf-8")
    (folder / "c.csv").write_text(
        "date,text\n2024-01-02,Peru won praise.\n,No day\nnever,Bad day\n2024-01-03,\n", "utf-8"
    )
    (folder / "d.jsonl").write_text('{"broken\n' + "\n".join(lines[: sample // 3]) + "\n[1, 2]\n", "utf-8")
    (folder / "e.txt").write_text("date 2023-11-10 Critics condemned Chile over the dam. Norway won praise.", "utf-8")
    return folder


def _odd() -> list[dict[str, str]]:
    """Articles that change under one address, articles in other languages, one without a country, a title alone."""
    told = ("won praise for its help", "was condemned for the raid", "failed, and Norway blamed Peru")
    changing = [
        {
            "url": f"https://paper.example/{place}",
            "date": f"2024-02-0{1 + turn}",
            "text": f"{name} {words}.",
            "source": "A",
        }
        for turn, words in enumerate(told)
        for place, name in enumerate(("Iran", "Kenya", "Chile", "Cuba"))
    ]
    german = (
        "Die Regierung in Berlin hat am Montag beschlossen, dass die Steuern im nächsten Jahr nicht steigen werden."
    )
    return [
        *changing,
        {"date": "2024-03-01", "text": german, "source": "Zeitung"},
        {"date": "2024-03-02", "text": "It rained, and nothing of note happened.", "source": "BBC News"},
        {"date": "2024-03-03", "title": "Peru praised for its election", "url": "https://www.bbc.co.uk/1"},
    ]
