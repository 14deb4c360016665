"""The demo: an invented town in which every act of the product happens, told to the real actions in order of time.

`data/` holds the town in words. `reading` reads it, `timeline` keeps the order, and the other modules are the story.
"""

STEWARD = "amal"
ALLY = "bruno"
OPERATOR = "olu"
"""Sign-in names of those through whose eyes a visitor may look around."""
