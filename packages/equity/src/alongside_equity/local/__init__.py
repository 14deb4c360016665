"""A page on this machine only, for people who do not use a command line. No script, nothing stored."""
