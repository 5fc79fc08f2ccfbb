"""The application as Django knows it."""

from django.apps import AppConfig


class Needs(AppConfig):
    name = "yhdyspinta.needs"
    label = "needs"
    default_auto_field = "django.db.models.BigAutoField"
