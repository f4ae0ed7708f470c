"""Public catalogue of support schemes for Vest-Telemark. Entry point: app.bootstrap.create_app."""
