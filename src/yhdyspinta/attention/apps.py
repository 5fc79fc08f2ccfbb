"""The application as Django knows it."""

from django.apps import AppConfig


class Attention(AppConfig):
    name = "yhdyspinta.attention"
    label = "attention"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Comments follow their phenomenon when it is merged with another."""
        from yhdyspinta.attention.services.comments import move_along  # models are not there before
        from yhdyspinta.phenomena.services.merging import merged

        merged.connect(move_along)
