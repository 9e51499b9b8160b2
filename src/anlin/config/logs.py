"""Log lines as JSON, one object a line: a constant sentence as `event`, facts as fields."""

import logging

import structlog
from structlog.typing import EventDict

from anlin.faces.kit.requests import RequestIdFilter


def _without_what_was_asked(_logger: object, _method: str, facts: EventDict) -> EventDict:
    """Of a request only its method and number: after the `?` stand names and phones that were searched for."""
    request = facts.pop("request", None)
    if request is not None:
        facts["method"] = getattr(request, "method", None)
        # Told after the number was put away.
        facts["request_id"] = getattr(request, "request_id", facts.get("request_id"))
    return facts


def to_json_lines() -> None:
    """Let this process log in JSON on standard error, our own rooms from INFO on."""
    handler = logging.StreamHandler()
    handler.addFilter(RequestIdFilter())
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[
                structlog.stdlib.add_log_level,
                structlog.stdlib.add_logger_name,
                structlog.stdlib.ExtraAdder(),
                _without_what_was_asked,
                structlog.processors.TimeStamper(fmt="iso"),
                structlog.processors.format_exc_info,
            ],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False, default=str),
            ],
        )
    )
    logging.getLogger().handlers = [handler]
    logging.getLogger("anlin").setLevel(logging.INFO)
