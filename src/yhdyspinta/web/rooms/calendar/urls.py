"""Addresses of the change calendar and the annual cycle."""

from __future__ import annotations

from django.urls import path

from yhdyspinta.web.rooms.calendar import changes, cycle, feed, taking, workbooks

_ROOM = "yhteistyo/<str:area_id>/"

PAGES = [
    path(f"{_ROOM}muutokset/", changes.every, name="changes"),
    path(f"{_ROOM}muutokset/uusi/", changes.new, name="change_new"),
    path(f"{_ROOM}muutokset/taulukko/", taking.sheet, name="changes_sheet"),
    path(f"{_ROOM}muutokset/pohja.xlsx", workbooks.template, name="changes_template"),
    path(f"{_ROOM}muutokset/muutokset.xlsx", workbooks.every, name="changes_workbook"),
    path(f"{_ROOM}muutokset/<int:number>/", changes.one, name="change"),
    path(f"{_ROOM}muutokset/<int:number>/muokkaa/", changes.edit, name="change_edit"),
    path(f"{_ROOM}muutokset/<int:number>/lausunto/", changes.ask, name="change_ask"),
    path(f"{_ROOM}muutokset/<int:number>/lausunto/<int:statement>/", changes.state, name="change_statement"),
    path(f"{_ROOM}muutokset/<int:number>/vaikutukset/", changes.impact, name="change_impact"),
    path(f"{_ROOM}vuosikello/", cycle.year, name="cycle"),
    path(f"{_ROOM}vuosikello/aloita/", cycle.begin, name="cycle_begin"),
    path(f"{_ROOM}vuosikello/uusi/", cycle.new, name="cycle_event_new"),
    path(f"{_ROOM}vuosikello/<int:number>/", cycle.event, name="cycle_event"),
    path(f"{_ROOM}vuosikello/oma-osoite/", feed.renew, name="cycle_feed_renew"),
    path(f"{_ROOM}vuosikello.ics", feed.public, name="cycle_feed"),
    path(f"{_ROOM}vuosikello/<str:word>.ics", feed.own, name="cycle_feed_own"),
]
