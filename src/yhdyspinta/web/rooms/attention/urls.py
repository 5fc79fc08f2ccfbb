"""Addresses of comments, of what awaits, of the search, and of letters."""

from __future__ import annotations

from django.urls import path

from yhdyspinta.web.rooms.attention import comments, letters, views

PAGES = [
    path("yhteistyo/<str:area_id>/odottaa/", views.awaiting, name="awaiting"),
    path("yhteistyo/<str:area_id>/haku/", views.search, name="room_search"),
    path("yhteistyo/<str:area_id>/kommentti/<int:number>/", comments.change, name="comment"),
    path("yhteistyo/<str:area_id>/kommentti/<int:number>/peru/", comments.withdraw, name="comment_withdraw"),
    path("yhteistyo/<str:area_id>/kommentti/uusi/<str:kind>/<int:number>/", comments.new, name="comment_new"),
    path("yhteistyo/<str:area_id>/maininta/<int:number>/luettu/", comments.read, name="mention_read"),
    path("omat/viestit/", letters.own, name="letters"),
    path("viestit/lopeta/<str:token>/", letters.stop, name="letters_stop"),
    path("viestit/lopeta/<str:token>/<str:topic>/", letters.stop, name="letters_stop_topic"),
    path("alue/<str:area_id>/seuraa/", letters.follow, name="follow"),
    path("seuraa/tilattu/", letters.asked, name="follow_asked"),
    path("seuraa/vahvista/<str:token>/", letters.confirm, name="follow_confirm"),
    path("seuraa/lopeta/<str:token>/", letters.unfollow, name="follow_stop"),
]
