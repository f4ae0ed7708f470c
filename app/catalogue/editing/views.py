"""The editing pages' blueprints, with every view on them."""

from app.catalogue.editing import desk, inboxes, pages, pressing, reporting, spreadsheet, steps
from app.catalogue.editing.blueprint import bp

BLUEPRINTS = (bp, reporting.bp)
ROOMS = (desk, inboxes, pages, pressing, spreadsheet, steps)
"""Importing them puts their views on the blueprint."""
