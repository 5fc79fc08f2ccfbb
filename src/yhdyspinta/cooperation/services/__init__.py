"""The only place that changes the calendar."""
