"""Who may see the dashboard: names it answers to, passwords, sessions, a proxy that vouches."""

from dashboard.web.access.terms import Access, AccessError, is_loopback, terms

__all__ = ["Access", "AccessError", "is_loopback", "terms"]
