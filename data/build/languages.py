"""Writes data/languages.tsv: the codes and English names by which a record may say its language.

    python data/build/languages.py

Every language with a two-letter code, and those that the detector (py3langid) tells apart beyond them. Codes are
those of ISO 639 (facts, by pycountry), names those of CLDR (by babel) where it has one.
"""

from __future__ import annotations

from pathlib import Path

import pycountry
from babel import Locale
from py3langid.langid import MODEL_FILE, LanguageIdentifier

TABLE = Path(__file__).resolve().parents[1] / "languages.tsv"
HEADER = """\
# Languages by the codes and names under which records give them. Made by data/build/languages.py; not edited by hand.
# code: the shortest code there is; codes: the others of ISO 639, separated by commas.
code\tcodes\tname\torigin
"""
NOT_A_LANGUAGE = "zxx"


def main() -> None:
    known = set(LanguageIdentifier.from_model_file(MODEL_FILE).labels) - {NOT_A_LANGUAGE}
    names = Locale("en").languages
    rows = []
    for language in pycountry.languages:
        short = getattr(language, "alpha_2", "")
        if not short and language.alpha_3 not in known:
            continue
        code = short or language.alpha_3
        others = [language.alpha_3, getattr(language, "bibliographic", "")] if short else []
        listed = names.get(code)
        origin = "ISO 639; CLDR" if listed else "ISO 639"
        rows.append((code, ",".join(dict.fromkeys(filter(None, others))), listed or language.name, origin))
    TABLE.write_text(HEADER + "".join("\t".join(row) + "\n" for row in sorted(rows)), encoding="utf-8")


if __name__ == "__main__":
    main()
