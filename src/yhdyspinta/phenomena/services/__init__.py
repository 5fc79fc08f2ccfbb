"""The only places that change phenomena, interfaces, priorities and goals. Each function is one transaction with its rows in the chain."""
