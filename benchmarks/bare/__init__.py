"""The reference: a Django that does only what the page or the write is about, over the same database."""
