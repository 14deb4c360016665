"""Shared set-up: test modules may import each other's data by plain name."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
