"""The blueprint of accounts, which every module of views adds to."""

from flask import Blueprint

bp = Blueprint("accounts", __name__, url_prefix="/<any(nn,nb,en):lang>")
