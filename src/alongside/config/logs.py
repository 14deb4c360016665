"""Log lines for the operator: what broke and where in the code, never who, from where, or with which words."""

import datetime as dt
import logging
import traceback


class Plain(logging.Formatter):
    """Leaves out the request and the exception's text, because both can carry somebody's words or address."""

    def format(self, record: logging.LogRecord) -> str:
        at = dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="seconds")
        line = f"{at} {record.levelname} {record.name}"
        if record.name.startswith("alongside"):
            line += f" {record.getMessage()}"
        else:
            line += f" {record.msg if isinstance(record.msg, str) else type(record.msg).__name__}"
        if record.exc_info and record.exc_info[0]:
            kind, _error, trace = record.exc_info
            steps = [f"{frame.name} {frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(trace)]
            line += f" | {kind.__name__} in " + " < ".join(reversed(steps[-6:]))
        return line.replace("\r", "\\r").replace("\n", "\\n")
