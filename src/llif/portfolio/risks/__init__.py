"""Risks worked out: bands, where a risk lies, what it asks for. Pure."""
