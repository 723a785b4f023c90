"""Passwords: made into a hash that can be kept in a file, and checked against it."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

from werkzeug.security import check_password_hash, generate_password_hash

from dashboard.limits import cap
from dashboard.web.access.terms import AccessError

SHORTEST = 12
# OWASP's password storage cheat sheet names these among the fitting costs: 2^15 × 8 takes 32 MiB, about 0.1 s. Werkzeug
# hands them to hashlib.scrypt with a salt of its own for each hash.
_METHOD = "scrypt:32768:8:1"


def hashed(password: str) -> str:
    """The hash of a password, with method and salt, in one line. Raises AccessError for one too short or too long."""
    if len(password) < SHORTEST:
        raise AccessError(f"a password needs at least {SHORTEST} characters")
    if len(password) > cap("password_chars"):
        raise AccessError(f"a password has at most {cap('password_chars')} characters")
    return generate_password_hash(_same(password), _METHOD)


def fits(password: str, kept: str) -> bool:
    """Whether a password is the one whose hash was kept. Takes as long for a wrong one."""
    return len(password) <= cap("password_chars") and check_password_hash(kept, _same(password))


def keep(path: Path, password: str) -> None:
    """Writes the hash of a password to a file that only its owner may read; replaces one that is there."""
    line = f"{hashed(password)}\n"
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(line)
    new.replace(path)


def kept(path: Path) -> str:
    """The hash in a file. Raises AccessError where there is none, OSError where the file cannot be read."""
    with path.open("rb") as file:
        line = file.read(1_000).decode("utf-8", "replace").strip()
    try:
        if not line.startswith("scrypt:") or line.count("$") != 2:
            raise ValueError
        check_password_hash(line, "")
    except (ValueError, TypeError) as error:
        raise AccessError(f"{path}: this holds no password's hash; `worldtone password FILE` writes one") from error
    return line


def _same(password: str) -> str:
    """One form for what keyboards spell in several: é as one character or as two."""
    return unicodedata.normalize("NFC", password)
