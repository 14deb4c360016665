"""What the views of this area answer to."""

FORM = ["GET", "HEAD", "POST"]
"""A page with a form of its own."""
