"""The product as it is served, with as many asks on a page as the reference shows."""

import os

from alongside.config.wsgi import application
from alongside.matching import views

views.ON_A_PAGE = int(os.environ.get("BENCHMARK_ROWS", "30"))

__all__ = ["application"]
