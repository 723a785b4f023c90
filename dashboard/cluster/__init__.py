"""Ingests into a lake by many workers, here or on a Dask cluster, each of which reads, scores and appends by itself."""
