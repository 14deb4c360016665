"""A whole server in files that any program reads, and back into an empty one."""

from alongside.home.management.exports.reading import CannotImport, take_in
from alongside.home.management.exports.schema import described
from alongside.home.management.exports.writing import write_out

__all__ = ["CannotImport", "described", "take_in", "write_out"]
