"""Changes of accounts."""

from yhdyspinta.accounts.services.opening import account_of

__all__ = ["account_of"]
