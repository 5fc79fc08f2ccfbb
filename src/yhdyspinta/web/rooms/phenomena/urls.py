"""Addresses of phenomena, interfaces, priorities and the parties' own goals."""

from __future__ import annotations

from django.urls import path

from yhdyspinta.web.rooms.phenomena import interfaces, leading, papers, parts, phenomena, ties

_ROOM = "yhteistyo/<str:area_id>/"

PAGES = [
    path(f"{_ROOM}ilmiot/", phenomena.every, name="phenomena"),
    path(f"{_ROOM}ilmiot/<int:number>/", phenomena.one, name="phenomenon"),
    path(f"{_ROOM}ilmiot/<int:number>/muokkaa/", ties.phenomenon, name="phenomenon_change"),
    path(f"{_ROOM}ilmiot/<int:number>/yhdista/", phenomena.merge, name="phenomenon_merge"),
    path(f"{_ROOM}ilmiot/nakemys/<int:number>/", parts.part, {"kind": "view"}, name="phenomenon_view"),
    path(f"{_ROOM}ilmiot/peruste/<int:number>/", parts.part, {"kind": "evidence"}, name="phenomenon_evidence"),
    path(f"{_ROOM}ilmiot/este/<int:number>/", parts.part, {"kind": "influence"}, name="phenomenon_influence"),
    path(f"{_ROOM}ilmiot/tavoite/<int:number>/", parts.part, {"kind": "step"}, name="phenomenon_step"),
    path(f"{_ROOM}yhdyspinnat/", interfaces.every, name="interfaces"),
    path(f"{_ROOM}yhdyspinnat/uusi/", interfaces.new, name="interface_new"),
    path(f"{_ROOM}yhdyspinnat/<int:number>/", interfaces.one, name="interface"),
    path(f"{_ROOM}yhdyspinnat/<int:number>/muokkaa/", ties.interface, name="interface_change"),
    path(f"{_ROOM}yhdyspinnat/osapuoli/<int:number>/", interfaces.side, name="interface_side"),
    path(f"{_ROOM}yhdyspinnat/toimivuus/<int:number>/", interfaces.working, name="interface_working"),
    path(f"{_ROOM}yhdyspinnat/suunnitelma/", papers.plan, name="interface_plan"),
    path(f"{_ROOM}yhdyspinnat/suunnitelma.<str:file_format>", papers.plan_file, name="interface_plan_file"),
    path(f"{_ROOM}yhdyspinnat/sopimusluettelo.<str:file_format>", papers.agreements_file, name="agreement_list_file"),
    path(f"{_ROOM}painopisteet/", leading.priorities, name="priorities"),
    path(f"{_ROOM}painopisteet/<int:number>/", leading.priority, name="priority"),
    path(f"{_ROOM}tavoitteet/", leading.goals, name="own_goals"),
    path(f"{_ROOM}tavoitteet/uusi/", leading.new_goal, name="own_goal_new"),
    path(f"{_ROOM}tavoitteet/<int:number>/", leading.goal, name="own_goal"),
]
