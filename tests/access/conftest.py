"""What the tests of access may ask for."""

from tests.access.databases import installation

__all__ = ["installation"]
