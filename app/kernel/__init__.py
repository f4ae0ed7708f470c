"""Words shared by all features. Standard library and msgspec only."""
