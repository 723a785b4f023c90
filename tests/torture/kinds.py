"""Files that are malformed in one way each: `KINDS` maps the way's name to what writes such a file by chance."""

from __future__ import annotations

from collections.abc import Mapping

import kinds_of_files as files
import kinds_of_text as lines
from kinds_made import TEXTS, Maker, makers, mutated, spliced, with_signs
from kinds_made import whole as whole  # noqa: PLC0414  the bombs are made of good files too

KINDS: Mapping[str, Maker] = {
    **{f"bytes changed, {name}": mutated(name) for name in makers.KINDS},
    **{f"cut or doubled, {name}": spliced(name) for name in makers.KINDS},
    "zeros put in": with_signs((b"\0", b"\0\0"), *TEXTS),
    "controls and line ends put in": with_signs(
        (b"\x1a", b"\x1b[2J", b"\r", b"\x85", b"\x0c", b"\xe2\x80\xa8"), *TEXTS
    ),
    "bytes that are no UTF-8 put in": with_signs(
        (b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xf5\xbf\xbf\xbf", b"\xc3"), *TEXTS
    ),
    **{
        make.__name__.replace("_", " "): make
        for make in (
            *(
                lines.deep_json,
                lines.long_line,
                lines.gigabyte_line,
                lines.odd_dates,
                lines.odd_dates_in_pages,
                lines.mixed_encodings,
                lines.duplicate_columns,
            ),
            *(
                lines.ragged_rows,
                lines.very_many_columns,
                lines.other_values,
                lines.other_answers,
                lines.lone_surrogates,
                files.wrong_suffix,
                files.foreign,
                files.nothing,
            ),
            *(
                files.packed,
                files.nested_archives,
                files.cyclic_zip,
                files.odd_members,
                files.deep_page,
                files.odd_page,
                files.odd_feed,
                files.odd_sheet,
                files.odd_names_in_zip,
            ),
            *(
                files.changed_part,
                files.odd_parquet,
                files.odd_warc,
                files.odd_transfer,
                lines.hostile_file_name,
                lines.title_slots,
                lines.broken_lines,
                lines.broken_array,
            ),
        )
    },
}
