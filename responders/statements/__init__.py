"""Statements of account made on the spot: a customer's open items as PDF and CSV."""
