"""The change calendar and the annual cycle."""
