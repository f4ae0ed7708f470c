"""Everything that changes a plan, one file a use case."""
