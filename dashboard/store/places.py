"""The countries in which outlets are edited, inside the caller's transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from dashboard.outlets import outlet_country
from dashboard.store.database import Database
from dashboard.store.rows import storable


def read_places(connection: Database) -> dict[str, str]:
    """See `Store.outlet_countries`."""
    return dict(connection.execute("SELECT name, country FROM sources WHERE country <> '' AND articles > 0").fetchall())


def write_places(connection: sqlite3.Connection, outlets: Mapping[str, str]) -> None:
    """See `Store.locate`."""
    connection.executemany(
        "UPDATE sources SET country = ? WHERE name = ?",
        [(storable(country), storable(name)) for name, country in outlets.items()],
    )


def fill(connection: sqlite3.Connection) -> None:
    """Gives the outlets of an older store the countries that our table knows by their names."""
    named = connection.execute("SELECT name FROM sources").fetchall()
    write_places(connection, {name: country for (name,) in named if (country := outlet_country(name))})
