"""The application as Django knows it."""

from django.apps import AppConfig


class Attention(AppConfig):
    name = "yhdyspinta.attention"
    label = "attention"
    default_auto_field = "django.db.models.BigAutoField"
