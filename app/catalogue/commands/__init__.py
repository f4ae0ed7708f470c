"""Every change to the catalogue: an input value, and one function that does it. A module for each use case."""
