"""Packages on CKAN: see connector.py."""

from yhdyspinta.sources.connectors.ckan.connector import CONNECTOR, FACTS

__all__ = ["CONNECTOR", "FACTS"]
