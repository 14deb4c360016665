"""MAIHDA: multilevel analysis of individual heterogeneity and discriminatory accuracy, from cells."""
