"""Full-text search in general; it knows nothing of support schemes."""
