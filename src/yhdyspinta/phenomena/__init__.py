"""Phenomena that the parties name together, the interfaces where they meet, and the priorities and goals by which they lead."""
