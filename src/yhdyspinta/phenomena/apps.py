"""The application as Django knows it."""

from django.apps import AppConfig


class Phenomena(AppConfig):
    name = "yhdyspinta.phenomena"
    label = "phenomena"
    default_auto_field = "django.db.models.BigAutoField"
