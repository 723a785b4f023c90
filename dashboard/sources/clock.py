"""Times of day with their zones, as dates in news carry them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

# RFC 2822 names, and those of Europe and East Asia that mean one thing only (IST, for one, means three).
_NAMES = {
    **{0: "Z UT UTC GMT WET", 1: "WEST BST CET", 2: "CEST EET", 3: "EEST MSK", 9: "KST JST"},
    **{-4: "EDT", -5: "EST CDT", -6: "CST MDT", -7: "MST PDT", -8: "PST"},
}
_HOURS = {name: hours for hours, names in _NAMES.items() for name in names.split()}
# American outlets write ET for whichever of EST and EDT holds on that day.
_PLACES = {"ET": "New_York", "CT": "Chicago", "MT": "Denver", "PT": "Los_Angeles"}

TIME = re.compile(
    r"""(?<!\d)
    (?: (?P<hour>\d{1,2}) : (?P<minute>\d\d) (?: : (?P<second>\d\d) (?: [.,] (?P<fraction>\d{1,12}) )? )?
        (?: \s* (?P<half>[AaPp])\.?[Mm]\b\.? )?
      | (?P<hour_only>\d{1,2}) \s* (?P<half_only>[AaPp])\.?[Mm]\b\.? )
    (?: \s* \(? (?: (?:UTC|GMT)? \s? (?P<offset>[+-]\d{1,2}(?: :?\d\d)?) (?!\d) (?: \s* \([^()]*\) )?
          | (?P<zone> (?! (?:JAN|FEB|MAR|APR|MAY|JUNE?|JULY?|AUG|SEPT?|OCT|NOV|DEC) \b )
                      (?! (?:MON|TUE|WED|THU|FRI|SAT|SUN) \b ) [A-Z]{1,5} )\b ) \)? )?
    (?!\d)""",
    re.VERBOSE | re.ASCII,
)


def moment(day: date, found: re.Match[str]) -> datetime:
    """The aware datetime of a day at the time that TIME found; UTC where it names no zone.

    Raises ValueError, in plain words, for a time or a zone that does not exist.
    """
    hour, minute = int(found["hour"] or found["hour_only"]), int(found["minute"] or 0)
    half = (found["half"] or found["half_only"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            raise ValueError(f"{found[0]!r} is not a time of day")
        hour = hour % 12 + (12 if half == "p" else 0)
    second, fraction = int(found["second"] or 0), (found["fraction"] or "0")[:6].ljust(6, "0")
    try:
        at = time(hour, minute, second, int(fraction))
    except ValueError:
        raise ValueError(f"{found[0]!r} is not a time of day") from None
    return datetime.combine(day, at, zone_of(found["offset"], found["zone"]))


def zone_of(offset: str | None, name: str | None) -> tzinfo:
    """The zone of an offset such as +01:00, +0100 or +1, or of a name; UTC where both are missing.

    Raises ValueError for an offset beyond a day, and for names that are unknown or mean several zones.
    """
    if offset:
        digits = offset[1:].replace(":", "")
        hours, minutes = (int(digits), 0) if len(digits) <= 2 else (int(digits[:-2]), int(digits[-2:]))
        away = timedelta(hours=hours, minutes=minutes)
        if minutes > 59 or away >= timedelta(days=1):
            raise ValueError(f"{offset!r} is not an offset from UTC")
        return timezone(-away if offset[0] == "-" else away)
    if not name:
        return UTC
    if name in _HOURS:
        return timezone(timedelta(hours=_HOURS[name]))
    try:
        return ZoneInfo("America/" + _PLACES[name])
    except (KeyError, ZoneInfoNotFoundError):
        reason = f"the time zone {name!r} is unknown or has several meanings; write it as +hh:mm"
        raise ValueError(reason) from None
