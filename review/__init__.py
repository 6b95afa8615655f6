"""The web pages and JSON API: queue, correct, outbox, health."""
