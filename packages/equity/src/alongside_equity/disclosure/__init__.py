"""Nothing reaches a report that has not gone through here: what may be shown, and a proof that it holds."""
