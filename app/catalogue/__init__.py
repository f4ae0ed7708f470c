"""The catalogue: support schemes, who provides them, the terms they use and good practice."""
