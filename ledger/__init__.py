"""Connectors that load customers, open items and documents."""
