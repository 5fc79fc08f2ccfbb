"""Yhdyspinta: the shared knowledge base and situation picture of municipalities and counties."""

__version__ = "0.1.0"
