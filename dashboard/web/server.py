"""Serves the dashboard with waitress, and says where once it answers."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Sequence
from contextlib import closing

from waitress.server import create_server

from dashboard.store.protocol import Store
from dashboard.watch import Network, Watcher
from dashboard.web.app import create_app
from dashboard.web.security import is_loopback

THREADS = 8


def serve(store: Store, host: str, port: int, say: Callable[[str], None], networks: Sequence[Network] = ()) -> None:
    """Serves until interrupted, and asks the feeds that are followed meanwhile.

    `say` is told the address once it is open; port 0 takes a free one. `networks` are those that feeds may be fetched
    from though they are not public.

    Raises ValueError for a host that is not this machine's own, and OSError, in words, for a port in use.
    """
    if not is_loopback(host):
        raise ValueError(f"--host {host}: only this machine's own addresses (127.0.0.1, ::1, localhost) are served")
    if port and _answers(host, port):
        raise OSError(f"port {port} on {host} is in use; choose another with --port, or --port 0 for a free one")
    app = create_app(store, networks)
    watcher = Watcher(store, allowed=networks)
    app.server.test_client().get("/_dash-layout", headers={"Host": "localhost"})  # builds what the first page needs
    server = create_server(app.server, host=host, port=port, threads=THREADS, ident=None)
    try:
        shown = f"[{host}]" if ":" in host else host
        say(f"Worldtone is at http://{shown}:{server.effective_port}  (Ctrl-C stops it)")
        threading.Thread(target=watcher.run, name="watch", daemon=True).start()
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        watcher.stop()
        server.close()
        store.close()


def _answers(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with closing(socket.socket(family, socket.SOCK_STREAM)) as probe:
        probe.settimeout(1)
        return probe.connect_ex((host, port)) == 0
