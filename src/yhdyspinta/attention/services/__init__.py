"""The only place that changes comments, choices of letters, and who follows; and the only one that sends letters."""
