"""Plots as SVG made on the server: a title, a description and every label as text, no script."""
