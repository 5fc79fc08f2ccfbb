"""The command `yhdyspinta`: parse the words, call one function, show what it says."""
