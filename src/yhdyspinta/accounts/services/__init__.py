"""Changes of accounts."""

from yhdyspinta.accounts.services.leaving import close, erase, forget_second_factor, rename, reopen, sign_out_everywhere, sweep
from yhdyspinta.accounts.services.opening import account_of, account_of_address, newcomer, promise, promised

__all__ = [
    "account_of",
    "account_of_address",
    "close",
    "erase",
    "forget_second_factor",
    "newcomer",
    "promise",
    "promised",
    "rename",
    "reopen",
    "sign_out_everywhere",
    "sweep",
]
