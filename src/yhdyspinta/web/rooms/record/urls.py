"""Addresses of what was done and of who may see what."""

from __future__ import annotations

from django.urls import path

from yhdyspinta.web.rooms.record import views

PAGES = [
    path("yhteistyo/<str:area_id>/tapahtunut/", views.record, name="record"),
    path("yhteistyo/<str:area_id>/nakyvyys/<str:kind>/<int:number>/", views.visibility, name="visibility"),
    path("yhteistyo/<str:area_id>/julkinen.json", views.public_export, name="public_export"),
]
