"""Seeded documents of self-describing formats with their truth: well formed, and broken as real ones are."""
