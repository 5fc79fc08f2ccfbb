"""The connectors by name, each imported when it is first used. Connectors never import one another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import cast

from yhdyspinta.sources.source import Connector

# name in curated/live -> module, which has a `CONNECTOR`.
_MODULES = {
    name: f"yhdyspinta.sources.connectors.{name}"
    for name in (
        "sotkanet",
        "pxweb_v1",
        "pxweb_v2",
        "ckan",
        "kela_hva",
        "vipunen",
        "kuntatalous",
        "ptv",
        "thl_cube",
        "documents",
        "own_data",
    )
}


class _Connectors(Mapping[str, Connector]):
    """A mapping that imports a connector when it is asked for."""

    def __getitem__(self, name: str) -> Connector:
        return cast(Connector, import_module(_MODULES[name]).CONNECTOR)

    def __iter__(self) -> Iterator[str]:
        return iter(_MODULES)

    def __len__(self) -> int:
        return len(_MODULES)


CONNECTORS: Mapping[str, Connector] = _Connectors()
