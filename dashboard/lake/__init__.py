"""The store in a lake: a Delta table that many machines append to, read through DuckDB. Needs the extra `cluster`."""

from __future__ import annotations

from dashboard.lake.address import Address, lake_address, needs_cluster
from dashboard.store.protocol import Store

__all__ = ["Address", "is_lake", "lake_address", "needs_cluster", "open_lake"]


def open_lake(address: Address, *, create: bool = False) -> Store:
    """The store in a lake, made where there is none and `create` is set.

    Raises StoreError, in words: where there is none, where it cannot be read, and where the extra is not installed.
    """
    try:
        from dashboard.lake.store import LakeStore  # noqa: PLC0415  heavy, and not part of the default install
    except ImportError as error:
        raise needs_cluster(error, f"the lake {address}") from error
    return LakeStore(address, create=create)


def is_lake(store: Store) -> bool:
    """Whether a store that is open is one in a lake."""
    return isinstance(getattr(store, "address", None), Address)
