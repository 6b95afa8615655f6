"""The general reader: pages of words and cells in, remittances with their places and proofs out."""
