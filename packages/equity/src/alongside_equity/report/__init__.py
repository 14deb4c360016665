"""Reports are made from a release alone: text first, then tables."""
