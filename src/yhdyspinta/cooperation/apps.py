"""The application as Django knows it."""

from django.apps import AppConfig


class Calendar(AppConfig):
    name = "yhdyspinta.cooperation"
    label = "cooperation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Events of the cycle follow their phenomenon when it is merged with another."""
        from yhdyspinta.cooperation.services.cycle import move_along  # models are not there before
        from yhdyspinta.phenomena.services.merging import merged

        merged.connect(move_along)
