"""Letters out: written with the change that causes them, sent afterwards, lost never."""
