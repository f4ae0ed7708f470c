"""Flask glue without a feature in it."""
