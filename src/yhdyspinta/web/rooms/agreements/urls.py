"""Addresses of agreements."""

from __future__ import annotations

from django.urls import path

from yhdyspinta.web.rooms.agreements import views

PAGES = [
    path("yhteistyo/<str:area_id>/sopimukset/", views.every, name="agreements"),
    path("yhteistyo/<str:area_id>/sopimukset/uusi/", views.propose, name="agreement_new"),
    path("yhteistyo/<str:area_id>/sopimukset/saanto/", views.rule, name="agreement_rule"),
    path("yhteistyo/<str:area_id>/sopimukset/<int:number>/", views.one, name="agreement"),
    path("yhteistyo/<str:area_id>/sopimukset/<int:number>/peru/", views.withdraw, name="agreement_withdraw"),
]
