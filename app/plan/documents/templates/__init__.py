"""A municipality's own Word template: looked at field by field, and filled in."""
