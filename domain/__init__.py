"""The values, words, ports and errors that every other package speaks in."""
