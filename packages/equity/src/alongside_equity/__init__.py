"""An equity audit of crossed groups. Start at `alongside_equity.audit.audit`; importing this costs nothing."""
