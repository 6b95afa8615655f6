"""Brings mail and documents in from their sources and makes one `Mail` of raw bytes."""
