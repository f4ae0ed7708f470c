"""Structured logs: one line an event, as text for people or JSON for machines. No personal data."""

import json
import logging
import sys
import time
import uuid
from datetime import UTC, datetime

from flask import Flask, Response, g, request

_PLAIN = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **{key: value for key, value in record.__dict__.items() if key not in _PLAIN},
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


class TextLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        extra = " ".join(f"{key}={value}" for key, value in record.__dict__.items() if key not in _PLAIN)
        stamp = datetime.fromtimestamp(record.created).astimezone().strftime("%H:%M:%S")
        line = f"{stamp} {record.levelname.lower():7} {record.getMessage()} {extra}".rstrip()
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line


def configure(log_format: str) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if log_format == "json" else TextLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.getLogger("alembic").setLevel(logging.WARNING)


def init_app(app: Flask) -> None:
    """Give each request an id, and log the ones that went wrong or slow."""

    @app.before_request
    def begin() -> None:
        g.request_id = uuid.uuid4().hex[:12]
        g.began = time.perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        took = (time.perf_counter() - g.get("began", time.perf_counter())) * 1000
        response.headers["X-Request-Id"] = g.get("request_id", "")
        if response.status_code >= 500 or took > 1000:
            facts = {"request_id": g.get("request_id"), "status": response.status_code, "ms": round(took, 1)}
            is_secret = "token" in (request.view_args or {})  # a link that lets somebody in is no business of the log's
            app.logger.warning("%s %s", request.method, request.url_rule if is_secret else request.path, extra=facts)
        return response
