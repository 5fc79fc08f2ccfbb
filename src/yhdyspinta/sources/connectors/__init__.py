"""The connectors by name, each imported when it is first used. Connectors never import one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from typing import cast

from yhdyspinta.domain.errors import CuratedError
from yhdyspinta.sources.source import Connector
from yhdyspinta.sources.target import Target

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


def faults_of(targets: Iterable[Target]) -> Iterator[CuratedError]:
    """What the connectors of `targets` find wrong in their facts: of each target the first fault."""
    for target in targets:
        if target.connector not in CONNECTORS:
            yield CuratedError(f"live target {target.id}, connector: expected one of {', '.join(CONNECTORS)}, found {target.connector!r}.")
            continue
        try:
            CONNECTORS[target.connector].check(target)
        except CuratedError as error:
            yield error
