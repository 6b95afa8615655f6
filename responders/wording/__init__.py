"""The words of answers: one plain file per language and kind, and the literal filling in of values."""
