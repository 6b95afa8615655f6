"""The dashboard: what was asked for, and each figure as a card with plot, table and file."""
