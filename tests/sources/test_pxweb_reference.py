"""docs/reference/sources-pxweb.md against the code: every fact is explained, and the example is tried as it stands."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from tests.servers.pxweb import PxWeb
from tests.sources.pxweb_tables import population, running
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.catalogue.live import read_target, targets
from yhdyspinta.catalogue.sources import sources
from yhdyspinta.sources.connectors import CONNECTORS
from yhdyspinta.sources.connectors.pxweb_v1.addresses import aliases
from yhdyspinta.sources.pxweb_facts import NAMES

TEXT = (Path(__file__).parents[2] / "docs/reference/sources-pxweb.md").read_text(encoding="utf-8")


def test_every_fact_is_explained_and_none_that_is_not():
    heads = re.findall(r"^\| (`[^|]+`) \|", TEXT[TEXT.index("| fact |") : TEXT.index("Totals are found")], re.MULTILINE)
    told = {name for head in heads for name in re.findall(r"`(\w+)`", head)}
    assert told == NAMES


def test_every_kind_of_alias_is_explained():
    told = set(re.findall(r"^\| `(\w+)` \|", TEXT[TEXT.index("| kind in") :], re.MULTILINE))
    assert all(aliases(kind) for kind in told)


def test_the_example_works_as_it_stands(tmp_path):
    file = tmp_path / "example.toml"
    file.write_text(re.search(r"```toml\n(.*?)```", TEXT, re.DOTALL)[1], encoding="utf-8")
    example = next(iter(read_target(file).values()))
    assert example == targets()[example.id]
    assert example.source in sources()
    with running(PxWeb([population()])) as (served, way):
        local = replace(example, address=example.address.replace("https://pxdata.stat.fi", served.address))
        connector = CONNECTORS[example.connector]
        connector.check(local)
        rows = connector.read(local, list(connector.collect(local, way, {})), areas()).rows
    assert set(rows["indicator"].unique().to_pylist()) <= indicators().keys()
    assert rows.num_rows == 7 * 3 * 6 * 3 - 3 * 6 * 3  # the areas of the kinds named, without the sub-region
