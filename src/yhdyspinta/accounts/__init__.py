"""How people who return sign in: accounts, the second factor, the organisation's own sign-in. What they may do is in organisations."""
