"""Read-only open data. The definitions in `endpoints` both answer and describe."""
