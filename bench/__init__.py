"""Measures speed, memory and accuracy beside a peer in the same run."""
