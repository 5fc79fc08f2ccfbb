"""The state of an installation: sources with the age of their figures, themes with how many figures they have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from yhdyspinta.catalogue.areas import areas
from yhdyspinta.catalogue.coverage import coverage
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.catalogue.sources import sources
from yhdyspinta.catalogue.themes import themes
from yhdyspinta.domain.errors import StateError
from yhdyspinta.domain.period import Period, due_date
from yhdyspinta.domain.release import Release
from yhdyspinta.domain.source import Source
from yhdyspinta.environment import Environment
from yhdyspinta.intake.state import open_state
from yhdyspinta.observations.queries import ReadModel
from yhdyspinta.observations.table import VersionedTable
from yhdyspinta.organisations.mail_server import OUTBOX
from yhdyspinta.organisations.outbox import waiting
from yhdyspinta.pictures.feedback import all_kept
from yhdyspinta.pictures.running import Running, releases, running
from yhdyspinta.pictures.watched import watched


@dataclass(frozen=True, slots=True)
class SourceState:
    """A source with what is here of it. `last_release` is its newest release's retrieval time, "unknown" where that is
    not known, empty when nothing is here; `newest_period` the newest period of its figures; `due` the day after which
    they are stale."""

    source: Source
    releases: tuple[str, ...]
    last_release: str
    newest_period: str
    due: str | None


def states(model: ReadModel, releases: Mapping[str, Release]) -> tuple[SourceState, ...]:
    """Every source that the product knows, in the order of the register."""
    newest = _newest_periods(model)
    return tuple(_state(source, releases.values(), newest.get(source.id, "")) for source in sources().values())


def _state(source: Source, releases: Iterable[Release], newest: str) -> SourceState:
    own = [release for release in releases if release.source == source.id]
    last = max((release.retrieved_at for release in own if release.retrieved_at != "unknown"), default="unknown" if own else "")
    due = due_date(Period.parse(newest).end, source.lag_days, source.rhythm) if newest else None
    return SourceState(source, tuple(sorted(release.id for release in own)), last, newest, due.isoformat() if due else None)


def _newest_periods(model: ReadModel) -> dict[str, str]:
    """The newest period of each source, over its indicators; projections, whose periods lie ahead, have none."""
    ahead = {name for theme in themes() for name in theme.projections}
    found: dict[str, str] = {}
    for name, newest in model.newest_periods().items():
        definition = indicators().get(name)
        if definition is not None and name not in ahead:
            found[definition.source] = max(
                newest, found.get(definition.source, ""), key=lambda text: Period.parse(text).end if text else Period.parse("1000").end
            )
    return found


def installation_status(environment: Environment) -> dict[str, Any]:
    """What `yhdyspinta status` tells. StateError before the first load."""
    model = ReadModel.open(environment.home, memory=environment.memory_limit, threads=environment.threads)
    try:
        here = set(model.indicators())
        listed = states(model, releases(environment))
        live = running(environment, datetime.now(UTC))
        return {
            "home": str(environment.home),
            "table_version": model.version,
            "data_version": model.data_version,
            "boundaries": areas().current,
            "observations": model.observations(),
            "shadowed": model.shadowed(),
            "sources": [_listed(state, live.get(state.source.id)) for state in listed],
            "themes": list(_themes(here)),
            "documents": [one.as_dict() for one in watched(environment)],
            "mail": _mail(environment),
            "feedback": [asdict(one) for one in all_kept(environment.home)],
            "indicators": [{"id": item.id, "title": item.title.as_dict(), "with_data": item.id in here} for item in indicators().values()],
        }
    finally:
        model.close()


def _mail(environment: Environment) -> dict[str, Any]:
    """How letters leave: the server that takes them, or how many the outbox holds."""
    server = environment.mail
    folder = environment.home / OUTBOX
    return {
        "server": f"{server.host}:{server.port}" if server else None,
        "outbox": None if server else str(folder),
        "kept": 0 if server else waiting(folder),
    }


def _listed(state: SourceState, live: Running | None) -> dict[str, Any]:
    """A source; `live` tells how its live targets are doing, None where it has none."""
    source = state.source
    return {
        "id": source.id,
        "title": source.title.as_dict(),
        "publisher": source.publisher,
        "licence": source.licence,
        "interface": source.interface,
        "rhythm": source.rhythm.value,
        "last_release": state.last_release or None,
        "newest_period": state.newest_period or None,
        "releases": list(state.releases),
        "due": state.due,
        "live": live.as_dict() if live else None,
    }


def _themes(here: set[str]) -> Iterator[dict[str, Any]]:
    """Each theme with how many indicators it has: defined, with figures here, fetched live."""
    titles = {theme.number: theme.title.as_dict() for theme in themes()}
    for one in coverage(here):
        yield {"id": one.theme, "title": titles[one.theme], "defined": one.defined, "with_data": one.with_data, "live": one.live}


def check_ready(environment: Environment) -> None:
    """Refuse to serve what cannot be served: a state of another version, a damaged table, or one without figures."""
    if not environment.home.exists():
        raise StateError(f"There is no state folder {environment.home}.", "Load the shipped figures first: yhdyspinta load-sample.")
    open_state(environment.home)
    VersionedTable(environment.home).verify()
    ReadModel.open(environment.home, memory=environment.memory_limit, threads=environment.threads).close()
