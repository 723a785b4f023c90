"""Readers: files in, a stream of articles out, with a reason for every record that is none."""

from dashboard.sources.options import ReadOptions
from dashboard.sources.registry import FORMATS, format_name, read
from dashboard.sources.walk import walk

__all__ = ["FORMATS", "ReadOptions", "format_name", "read", "walk"]
