"""The only place that changes what the organisations write. Each function is one transaction and writes to the chain."""
