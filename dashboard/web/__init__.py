"""The dashboard: an application over one store, its pages and their parts."""
