"""The situation picture: composed from figures, published as editions, verified for years."""
