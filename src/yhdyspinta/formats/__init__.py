"""Bytes to values: one module a format, without network or files."""
