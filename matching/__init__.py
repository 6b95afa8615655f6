"""Applies remittance lines to open items."""
