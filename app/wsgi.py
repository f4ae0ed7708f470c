"""WSGI entry: `gunicorn app.wsgi:app`."""

from dataclasses import replace

from app.bootstrap import create_app
from app.settings import from_environment
from app.web import logging

_settings = from_environment()
logging.configure(_settings.log_format)
app = create_app(replace(_settings, background=True))
