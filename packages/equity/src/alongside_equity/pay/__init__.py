"""Parts of pay: quarters, the variable part, categories; for a law that asks, and in any audit of pay."""
