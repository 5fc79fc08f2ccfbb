"""Information needs: who asks what, for which decision, and what the parties think of it together."""
