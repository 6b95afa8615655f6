"""Extractors: one module each, offering `PLUGIN` (see `domain.ports.Extractor`)."""
