"""What each language calls itself, by its code, as far as the Unicode locale data says.

Their names stand in a file: the library would keep all that it knows of each language, 60 MB, for the sake of one word.
"""

from pathlib import Path

OWN_NAMES = dict(
    line.split(" ", 1) for line in Path(__file__).with_suffix(".txt").read_text("utf-8").splitlines()
)
