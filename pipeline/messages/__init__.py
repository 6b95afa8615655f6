"""Mails to colleagues: what they wish, the daily digest, and notices of what was handed to them."""
