"""Addresses of needs: asking, weighing, meeting, halls, the core set and sheets."""

from __future__ import annotations

from django.urls import path

from yhdyspinta.web.rooms.needs import again, asking, board, halls, meeting, sheets, weighing

_ROOM = "yhteistyo/<str:area_id>/tarpeet/"

PAGES = [
    path(_ROOM, board.board, name="needs_board"),
    path(f"{_ROOM}kuvio/", board.plot, name="needs_plot"),
    path(f"{_ROOM}ydintiedot/", board.core, name="core_set"),
    path(f"{_ROOM}ehdotukset/", asking.suggested, name="needs_suggested"),
    path(f"{_ROOM}samat/", again.again, name="needs_again"),
    path(f"{_ROOM}uusi/", asking.new, name="need_new"),
    path(f"{_ROOM}painota/", weighing.next_one, name="needs_weigh"),
    path(f"{_ROOM}kokous/", meeting.meeting, name="needs_meeting"),
    path(f"{_ROOM}kokous/<int:number>/", meeting.one, name="need_meeting"),
    path(f"{_ROOM}salit/", halls.every, name="halls"),
    path(f"{_ROOM}salit/<int:number>/", halls.wall, name="hall"),
    path(f"{_ROOM}salit/<int:number>/sulje/", halls.close, name="hall_close"),
    path(f"{_ROOM}taulukko/", sheets.sheet, name="needs_sheet"),
    path(f"{_ROOM}taulukko.xlsx", sheets.workbook, name="needs_workbook"),
    path(f"{_ROOM}taulukkopohja.xlsx", sheets.template, name="needs_template"),
    path(f"{_ROOM}<int:number>/", asking.one, name="need"),
    path(f"{_ROOM}<int:number>/muokkaa/", asking.edit, name="need_edit"),
    path(f"{_ROOM}<int:number>/painota/", weighing.weigh, name="need_weigh"),
    path(f"{_ROOM}<int:number>/tila/", asking.move, name="need_move"),
    path(f"{_ROOM}<int:number>/mittarit/", asking.answered_by, name="need_indicators"),
    path("sali/<str:code>/", halls.phone, name="hall_phone"),
]
