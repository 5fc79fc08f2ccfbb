"""What no connector may do, tried on each: read a cut reply, or follow an answer to another place (quality.md, tests 6, 24)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.servers import ckan as made_ckan
from tests.servers.faults import Answer, Question, Service, serve
from tests.servers.way import way_to
from tests.sources.connectors.every import EVERY, PEOPLE, TOWNS, YEARS, same
from tests.sources.test_http_allowed import FORMS
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.domain.errors import ParseError
from yhdyspinta.formats.bundle import Part
from yhdyspinta.sources.connectors import CONNECTORS
from yhdyspinta.sources.errors import Kind, SourceError

# Of one reply: a longer one is cut at as many places, and at each of its last bytes. A cut that the transport shows never
# gets so far, so the end of these is not shown.
CUTS = 150


def collected(name: str) -> tuple[object, list[Part]]:
    with serve(EVERY[name].make(same, False)) as server:
        target = EVERY[name].at(server.address)
        CONNECTORS[name].check(target)
        return target, list(CONNECTORS[name].collect(target, way_to(server.address), {}))


def test_each_connector_is_tried() -> None:
    assert {*EVERY, *PEOPLE} == set(CONNECTORS)


@pytest.mark.parametrize("name", EVERY)
def test_a_reply_cut_anywhere_is_never_read(name: str) -> None:
    target, parts = collected(name)
    whole = CONNECTORS[name].read(target, parts, areas()).rows  # type: ignore[arg-type]
    assert whole.num_rows > 0
    for place, part in enumerate(parts):
        size = len(part.data)
        for end in sorted({*range(0, size, max(1, size // CUTS)), *range(max(0, size - 30), size)}):
            cut = [*parts[:place], replace(part, data=part.data[:end], framed=False), *parts[place + 1 :]]
            try:
                rows = CONNECTORS[name].read(target, cut, areas()).rows  # type: ignore[arg-type]
            except ParseError as error:
                assert error.message  # noqa: PT017 - only white space after the end may be missing
            else:
                assert not part.data[end:].strip(b" \r\n;"), f"{part.name} cut at {end} of {size} was read"
                assert rows.equals(whole)


class Turning:
    """A service that answers its first `sound` questions, and every later one with a redirect."""

    def __init__(self, service: Service, sound: int, location: str) -> None:
        self.service, self.sound, self.location = service, sound, location

    def __call__(self, question: Question) -> Answer:
        self.sound -= 1
        return self.service(question) if self.sound >= 0 else Answer(b"", 302, {"Location": self.location})


@pytest.mark.parametrize("name", EVERY)
def test_no_answer_leads_elsewhere(name: str) -> None:
    """Each question of a release in turn is answered by a redirect to a place that is not listed."""
    connector, replies = CONNECTORS[name], len(collected(name)[1])
    locations = [form for form in FORMS if form.isascii() and form.isprintable()]
    with serve(lambda question: Answer(b"secret")) as inside:
        for sound in range(min(replies, 6)):
            location = locations[(5 * sound + len(name)) % len(locations)].format(port=inside.port)
            with serve(Turning(EVERY[name].make(same, False), sound, location)) as server:
                target, way = EVERY[name].at(server.address), way_to(server.address)
                with pytest.raises(SourceError) as refused:
                    list(connector.collect(target, way, {}))
            assert refused.value.kind is Kind.NOT_ALLOWED, location
        assert inside.asked == []


@pytest.mark.parametrize("form", FORMS)
def test_an_address_inside_a_reply_is_checked_like_any_other(form: str) -> None:
    """A CKAN lists the addresses of its files: the one connector that goes where a reply tells it to."""
    with serve(lambda question: Answer(b"secret")) as inside:
        base = form.format(port=inside.port)

        def answer(question: Question) -> Answer:
            return Answer(made_ckan.listing(base, made_ckan.files()))

        with serve(answer) as server, pytest.raises(SourceError) as refused:
            list(CONNECTORS["ckan"].collect(EVERY["ckan"].at(server.address), way_to(server.address), {}))
        assert refused.value.kind is Kind.NOT_ALLOWED
        assert inside.asked == []


def test_the_made_figures_are_many_enough_to_be_odd() -> None:
    assert len(TOWNS) * len(YEARS) > 10
