"""PxWebApi 2, for the services that have it."""

from yhdyspinta.sources.connectors.pxweb_v2.connector import PxWebV2
from yhdyspinta.sources.source import Connector

CONNECTOR: Connector = PxWebV2()
