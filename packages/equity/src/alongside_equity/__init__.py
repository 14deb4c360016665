"""An equity audit of crossed groups. Start at `alongside_equity.audit`; this import costs nothing."""
