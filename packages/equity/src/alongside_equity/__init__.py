"""An equity audit of crossed groups. Start at `alongside_equity.audit`; this import costs nothing."""

VERSION = "0.1.0"
"""Said in every report. Asking the installation for it would take longer than everything of ours together."""
