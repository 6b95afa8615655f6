"""A seeded generator of remittance layouts with their truth, and a scorer."""
