"""Where the pieces are worked on: in processes here, or on a Dask cluster by its address."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass

from dashboard.lake.address import needs_cluster
from dashboard.store.errors import StoreError
from dashboard.workers import Processes, executor

DASK = "dask://"
_PATIENCE = 10  # seconds until a scheduler must have answered


@dataclass(frozen=True, slots=True)
class Engine:
    """An Executor with the number of pieces it does at once.

    `elsewhere` says that its workers have other working folders; `alone` asks whether it has lost all of them, so that
    it waits for one to join; `idle` asks whether there are some and none has anything to do.
    """

    executor: Executor
    at_once: int
    elsewhere: bool = False
    alone: Callable[[], bool] = lambda: False
    idle: Callable[[], bool] = lambda: False


@contextmanager
def engine(address: str, workers: int) -> Iterator[Engine]:
    """The workers of the Dask scheduler at `address`, dask://HOST:PORT; for none, `workers` processes here.

    Raises StoreError, in words, for another address, where no scheduler answers or it has no workers.
    """
    if not address:
        with executor(workers) as pool:
            yield Engine(pool, workers)
        return
    if not address.startswith(DASK) or not address.removeprefix(DASK):
        raise StoreError(f"{address}: an engine is named dask://HOST:PORT, the address of a Dask scheduler")
    try:
        from distributed import Client  # noqa: PLC0415  heavy, and not part of the default install
    except ImportError as error:
        raise needs_cluster(error, f"--engine {address}") from error
    try:
        client = Client(f"tcp://{address.removeprefix(DASK)}", timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise StoreError(f"{address}: no Dask scheduler answers there ({error})") from error
    try:
        at_once = sum(client.ncores().values())
        if not at_once:
            raise StoreError(f"{address}: the Dask scheduler has no workers; start some with `dask worker`")
        yield Engine(
            client.get_executor(pure=False),
            at_once,
            elsewhere=True,
            alone=lambda: not client.ncores(),
            idle=lambda: bool(client.ncores()) and not any(client.processing().values()),
        )
    finally:
        client.close()


__all__ = ["DASK", "Engine", "Processes", "engine"]
