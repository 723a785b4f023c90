"""Watching feeds: asks them when they are due, and puts their articles into the store."""

from dashboard.sources.addresses import Network, network_of
from dashboard.sources.exchange import FetchError
from dashboard.sources.feed import FeedError
from dashboard.watch.asking import FeedFile, ask_once
from dashboard.watch.clock import Clock
from dashboard.watch.settings import Settings, SettingsError, read_settings
from dashboard.watch.watcher import Watcher

__all__ = [
    "Clock",
    "FeedError",
    "FeedFile",
    "FetchError",
    "Network",
    "Settings",
    "SettingsError",
    "Watcher",
    "ask_once",
    "network_of",
    "read_settings",
]
