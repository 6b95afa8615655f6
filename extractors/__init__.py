"""Turns files into pages, and pages into remittances."""
