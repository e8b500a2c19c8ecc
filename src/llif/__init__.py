"""llif runs a product operating model: from what tools record to one honest, bilingual answer."""

__version__ = "0.1.0"
