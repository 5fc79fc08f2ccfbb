"""The application as Django knows it."""

from django.apps import AppConfig


class Organisations(AppConfig):
    name = "yhdyspinta.organisations"
    label = "organisations"
    default_auto_field = "django.db.models.BigAutoField"
