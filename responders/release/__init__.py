"""The rules that decide whether an answer may leave without a person, each by its name."""
