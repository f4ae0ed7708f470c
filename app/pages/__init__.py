"""Home, help, about, privacy, health."""
