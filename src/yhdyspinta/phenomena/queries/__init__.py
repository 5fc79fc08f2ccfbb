"""Reading phenomena, interfaces, priorities and goals. Every query shows what the reader may see, and to a stranger what is public."""
