"""The blueprint of accounts, which every module of views adds to."""

from flask import Blueprint

KEY = "<int(max=2147483647):key>"
"""The number of a row, no larger than the database has."""
bp = Blueprint("accounts", __name__, url_prefix="/<any(nn,nb,en):lang>")
