"""The application as Django knows it."""

from django.apps import AppConfig


class Calendar(AppConfig):
    name = "yhdyspinta.cooperation"
    label = "cooperation"
    default_auto_field = "django.db.models.BigAutoField"
