"""Compares what the pipeline says of inputs with the truth beside them."""
