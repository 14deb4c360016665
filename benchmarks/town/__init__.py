"""The product's own ranking in a simulated town, where it can be seen who gets help and who does not."""
