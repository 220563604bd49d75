"""What an installation writes down of its requests and deeds: names of things and numbers, never a person's words.

In production every line is one JSON object, in development a line to read. Whatever other loggers say passes the same way.
"""

import sys
from collections.abc import Mapping

import structlog
from structlog.stdlib import ProcessorFormatter
from structlog.typing import Processor

TOLD: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
JSON: list[Processor] = [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
READABLE: list[Processor] = [
    structlog.dev.ConsoleRenderer(
        colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
    )
]

structlog.configure(
    processors=[structlog.stdlib.filter_by_level, *TOLD, ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    wrapper_class=structlog.stdlib.BoundLogger,
)
requests = structlog.stdlib.get_logger("house.requests")
deeds = structlog.stdlib.get_logger("house.deeds")


def lines(*, debug: bool) -> Mapping[str, object]:
    """Django's LOGGING: warnings of everybody, and what the house itself tells."""
    renderer = READABLE if debug else JSON
    formatter = {
        "()": ProcessorFormatter,
        "foreign_pre_chain": TOLD,
        "processors": [ProcessorFormatter.remove_processors_meta, *renderer],
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": formatter},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            "django": {"level": "WARNING"},
            "django.request": {
                "level": "ERROR"
            },  # a request is told once; what went wrong in it, with its traceback
            "django.server": {
                "level": "WARNING",
                "propagate": True,
            },  # its lines would hold what was searched for
            "pyhanko": {"level": "CRITICAL"},  # it would name the signers whom nobody vouches for
            "house": {"level": "INFO"},
        },
    }
