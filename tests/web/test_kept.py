"""Kept pages: the same as made ones, gone when the data changes, and never more than there is room for."""

from __future__ import annotations

from django.test import RequestFactory

from yhdyspinta.web.kept import KeptPages, response_of


def test_a_page_is_kept_under_its_address_and_its_version():
    pages = KeptPages()
    pages.put("/fi/", '"1"', b"<p>one</p>")
    assert response_of(pages.get("/fi/", '"1"'), RequestFactory().get("/")).content == b"<p>one</p>"
    assert pages.get("/fi/", '"2"') is None
    assert pages.get("/sv/", '"1"') is None


def test_a_reader_who_takes_gzip_gets_it_and_another_does_not():
    packed = KeptPages().put("/fi/", '"1"', b"x" * 1000)
    plain = response_of(packed, RequestFactory().get("/"))
    compressed = response_of(packed, RequestFactory().get("/", headers={"Accept-Encoding": "br, gzip"}))
    assert (plain.content, plain.has_header("Content-Encoding")) == (b"x" * 1000, False)
    assert (compressed.content, compressed["Content-Encoding"]) == (packed.packed, "gzip")
    assert plain["Vary"] == compressed["Vary"] == "Accept-Encoding"


def test_a_picture_is_kept_as_what_it_is():
    kept = KeptPages().put("/kuvio.svg", '"1"', b"<svg/>", "image/svg+xml")
    assert response_of(kept, RequestFactory().get("/"))["Content-Type"] == "image/svg+xml"


def test_the_oldest_pages_make_room():
    pages = KeptPages(most_bytes=120)
    for number in range(10):
        pages.put(f"/{number}", '"1"', bytes([number]) * 100)
    assert pages.get("/9", '"1"') is not None
    assert pages.get("/0", '"1"') is None
    assert pages._bytes <= 120
