"""Addresses of the cooperations and their parties."""

from __future__ import annotations

from django.urls import path

from yhdyspinta.web.rooms.parties import views

PAGES = [
    path("yhteistyo/", views.every, name="cooperations"),
    path("yhteistyo/<str:area_id>/", views.cooperation, name="cooperation"),
]
