"""Every text against the dictionaries of its own language, so that a bokmål form in a nynorsk text is found."""
