"""What home knows about the whole server: what the areas registered, what is stored, and what is unsafe."""

from alongside.home.queries.registry import broken_promises, jobs, registered

__all__ = ["broken_promises", "jobs", "registered"]
