"""Reads an action plan that somebody has written in Word: what stands in it, where, and what is in doubt."""
