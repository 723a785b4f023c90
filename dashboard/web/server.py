"""Serves the dashboard with waitress, and says where once it answers."""

from __future__ import annotations

import logging
import select
import socket
import threading
from collections.abc import Callable, Sequence
from contextlib import closing
from typing import Any

from waitress.server import create_server

from dashboard.limits import cap
from dashboard.store.protocol import Store
from dashboard.store.sqlite import SqliteStore
from dashboard.watch import Network, Watcher
from dashboard.web.access import Access, is_loopback, terms
from dashboard.web.access.proxied import FromProxy
from dashboard.web.app import create_app
from dashboard.web.checking import Checking
from dashboard.web.doorway import watch_door

THREADS = 8
CONNECTIONS = 800  # a browser holds six; waitress's own 100 would let the seventeenth reader wait for two minutes


def serve(
    store: Store,
    host: str,
    port: int,
    say: Callable[[str], None],
    access: Access | None = None,
    *,
    networks: Sequence[Network] = (),
) -> None:
    """Serves until interrupted; meanwhile asks the feeds that are followed, and has a store in a file checked.

    `say` is told the address once it is open, and what a check finds; port 0 takes a free one. `networks` are those
    that feeds may be fetched from though they are not public.

    Without `access`, to this machine alone. Raises AccessError for a host that then would let others in, and OSError,
    in words, for a port in use.
    """
    access = access or terms(host)
    if port and _answers(host, port):
        raise OSError(f"port {port} on {host} is in use; choose another with --port, or --port 0 for a free one")
    checking = Checking(store.path, say) if isinstance(store, SqliteStore) else None
    app = create_app(store, access, networks, checking)
    watcher = Watcher(store, allowed=networks)
    app.server.test_client().get("/_dash-layout", headers={"Host": "localhost"})  # builds what the first page needs
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # else a line for every request that must wait
    sockets: dict[int, Any] = {}
    server = create_server(
        FromProxy(app.server, access.proxy),
        map=sockets,
        host=host,
        port=port,
        threads=THREADS,
        ident=None,
        max_request_body_size=cap("upload_bytes"),  # at most; the door says how much of it for whom
        connection_limit=CONNECTIONS,
        asyncore_use_poll=hasattr(select, "poll"),  # `select` itself counts to 1,024 at most
        expose_tracebacks=False,
        clear_untrusted_proxy_headers=False,  # FromProxy looks at them only where they come from the proxy
    )
    watch_door(sockets)
    try:
        shown = f"[{host}]" if ":" in host else host
        say(f"Worldtone is at http://{shown}:{_port(server)}  (Ctrl-C stops it)")
        if access.password and not access.proxy and not all(map(is_loopback, access.names)):
            say("Password and pages travel unencrypted unless a proxy with TLS stands before it: name it with --proxy.")
        threading.Thread(target=watcher.run, name="watch", daemon=True).start()
        if checking:
            checking.start()
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        watcher.stop()
        if checking:
            checking.stop()
        server.close()
        store.close()


def _port(server: object) -> int:
    """The port that was taken: a name such as localhost may stand for two addresses, each with a listener."""
    listening = getattr(server, "effective_listen", None)
    return int(listening[0][1]) if listening else int(server.effective_port)  # type: ignore[attr-defined]  # the other kind of server


def _answers(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with closing(socket.socket(family, socket.SOCK_STREAM)) as probe:
        probe.settimeout(1)
        return probe.connect_ex((host, port)) == 0
