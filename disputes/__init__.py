"""Finds the reason of a dispute and its priority."""
