"""Composes answers, decides whether they may leave, and hands them to a server."""
