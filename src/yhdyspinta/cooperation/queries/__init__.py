"""Reading the calendar, each as the one who asks may see it."""
