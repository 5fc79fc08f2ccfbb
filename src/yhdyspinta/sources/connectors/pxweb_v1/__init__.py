"""PxWeb v1, as Statistics Finland and its sister services run it."""

from yhdyspinta.sources.connectors.pxweb_v1.connector import PxWebV1
from yhdyspinta.sources.source import Connector

CONNECTOR: Connector = PxWebV1()
