"""From text to search keys, for nynorsk, bokmål and English."""
