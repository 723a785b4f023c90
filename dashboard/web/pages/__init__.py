"""The pages: each a module with its address, name, layout and callbacks, listed here."""

from __future__ import annotations

from typing import Any, Protocol

from dash import Dash

from dashboard.store.protocol import Store
from dashboard.web.pages import add, article, compare, country, method, overview, relations


class Page(Protocol):
    """What a page's module offers.

    PATH is its address: "/compare", or "/country/" where a tail follows. NAME is its label in the navigation, empty
    where it is not in it; TITLE the document's title.
    """

    PATH: str
    NAME: str
    TITLE: str

    def layout(self, store: Store, tail: str, search: str, *, narrow: bool = False) -> Any:
        """The page for the rest of its address and the query string, both untrusted, in a window that may be narrow."""
        ...

    def register(self, app: Dash, store: Store) -> None:
        """Connects the page's callbacks to a store."""
        ...


# In the order of the navigation.
PAGES: tuple[Page, ...] = (overview, country, compare, relations, article, add, method)
