"""Municipal finances: see connector.py."""

from yhdyspinta.sources.connectors.kuntatalous.connector import CONNECTOR, FACTS

__all__ = ["CONNECTOR", "FACTS"]
