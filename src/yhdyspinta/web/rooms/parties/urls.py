"""Addresses of the cooperations and their parties."""

from __future__ import annotations

from django.urls import path

from yhdyspinta.web.rooms.parties import inside, views

PAGES = [
    path("yhteistyo/", views.every, name="cooperations"),
    path("yhteistyo/<str:area_id>/", views.cooperation, name="cooperation"),
    path("yhteistyo/<str:area_id>/aloita/", views.begin, name="cooperation_begin"),
    path("yhteistyo/<str:area_id>/kutsu/", views.invite, name="cooperation_invite"),
    path("yhteistyo/<str:area_id>/liity/", views.join, name="cooperation_join"),
    path("yhteistyo/<str:area_id>/teemat/", inside.themes, name="cooperation_themes"),
    path("yhteistyo/<str:area_id>/ryhmat/", inside.groups, name="cooperation_groups"),
    path("yhteistyo/<str:area_id>/ryhmat/<int:number>/", inside.group, name="cooperation_group"),
    path("yhteistyo/<str:area_id>/tehtavat/", inside.posts, name="cooperation_posts"),
    path("yhteistyo/<str:area_id>/tehtavat/<int:number>/", inside.post, name="cooperation_post"),
]
