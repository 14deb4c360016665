"""What home knows about the whole server: what the areas registered, what is stored, and what is unsafe."""

from alongside.home.queries.registry import breaks_everywhere, jobs, registered

__all__ = ["breaks_everywhere", "jobs", "registered"]
