"""Parts put together: any division, any order of axes; and replies in which anything may be anything."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.servers.pxweb import PxWeb
from tests.sources.pxweb_tables import population, running, target
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.domain.errors import ParseError, YhdyspintaError
from yhdyspinta.domain.live import Target, Wanted
from yhdyspinta.formats import jsonstat
from yhdyspinta.sources.connectors import CONNECTORS
from yhdyspinta.sources.pxweb_grid import assemble
from yhdyspinta.sources.pxweb_plan import split

JUNK: tuple[Any, ...] = (None, 7, "x", [], {}, [1], {"a": 1}, True)


def answer(selection: dict[str, tuple[str, ...]], order: list[str]):
    """A made reply to a selection, its axes in an order of its own: the value tells which cell it is."""
    cells = [hash(tuple(dict(zip(order, codes, strict=True))[code] for code in sorted(order))) % 9973 for codes in _cells(selection, order)]
    body = {
        "class": "dataset",
        "id": order,
        "size": [len(selection[code]) for code in order],
        "dimension": {code: {"category": {"index": list(selection[code])}} for code in order},
        "value": cells,
    }
    return jsonstat.parse(json.dumps(body).encode())[0]


def _cells(selection: dict[str, tuple[str, ...]], order: list[str]) -> Iterator[tuple[str, ...]]:
    return product(*(selection[code] for code in order))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 6), min_size=1, max_size=4), st.integers(1, 60), st.randoms(use_true_random=False))
def test_the_union_of_the_parts_is_the_whole(sizes, most, random):
    whole = {f"v{number}": tuple(f"{number}c{place}" for place in range(size)) for number, size in enumerate(sizes)}
    answers = []
    for part in split(whole, most):
        order = list(whole)
        random.shuffle(order)
        answers.append((part, answer(part, order)))
    random.shuffle(answers)
    one = assemble(whole, "", [(whole, answer(whole, list(whole)))])
    many = assemble(whole, "", answers)
    assert (one.values == many.values).all()
    with pytest.raises(ParseError, match="the same cells"):
        assemble(whole, "", [*answers, answers[0]])
    if len(answers) > 1:
        with pytest.raises(ParseError, match="cells that were to be asked"):
            assemble(whole, "", answers[1:])


def spoilt(body: Any) -> Iterator[Any]:
    """The JSON with each of its members in turn gone, or something else."""
    for path in _paths(body):
        for junk in (*JUNK, _paths):
            changed = copy.deepcopy(body)
            inner = changed
            for step in path[:-1]:
                inner = inner[step]
            if junk is _paths:
                del inner[path[-1]]
            elif inner[path[-1]] == junk:
                continue
            else:
                inner[path[-1]] = junk
            yield changed


def _paths(body: Any, before: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    steps = body.items() if isinstance(body, dict) else enumerate(body) if isinstance(body, list) else ()
    for step, inner in steps:
        yield (*before, step)
        yield from _paths(inner, (*before, step))


@pytest.mark.parametrize(("name", "formats"), [("pxweb_v1", ("json-stat2",)), ("pxweb_v1", ("json",)), ("pxweb_v2", ())])
def test_whatever_a_reply_holds_it_is_read_or_refused_in_words(name, formats):
    table = population(("2023",))
    for variable in table.variables[:3]:
        kept = slice(0, 3) if variable.code.startswith("suku") else slice(0, 2)
        variable.values, variable.texts = variable.values[kept], {"fi": variable.texts["fi"][kept]}
    connector = CONNECTORS[name]
    with running(PxWeb([table], formats=formats)) as (served, way):
        facts = {"sexes": True, "units": {"vaesto": "henkilöä"}}
        address = target(served).address if name == "pxweb_v1" else f"{served.address}/api/v2/tables/11re"
        wanted = Target("made", "made", name, address, facts, (Wanted("made.one", {"contents": "vaesto"}),))
        parts = list(connector.collect(wanted, way, {}))
    tried = 0
    for place, part in enumerate(parts):
        for body in spoilt(json.loads(part.data)):
            replies = [*parts[:place], replace(part, data=json.dumps(body).encode()), *parts[place + 1 :]]
            tried += 1
            try:
                rows = connector.read(wanted, replies, areas()).rows
            except YhdyspintaError as error:
                assert error.message  # noqa: PT017 - either way is right, and neither may be silent
            else:
                assert rows.num_rows <= 3 * 3
    assert tried > 300
