"""Addresses of how the cooperation works."""

from __future__ import annotations

from django.urls import path

from yhdyspinta.web.rooms.procedure import views

PAGES = [
    path("yhteistyo/<str:area_id>/prosessi/", views.process, name="process"),
    path("yhteistyo/<str:area_id>/prosessi/kirjoita/", views.write, name="process_write"),
    path("yhteistyo/<str:area_id>/vastuut/", views.responsibility, name="responsibility"),
    path("yhteistyo/<str:area_id>/itsearviointi/", views.assessment, name="assessment"),
]
