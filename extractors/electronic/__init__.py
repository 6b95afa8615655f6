"""Shared by the readers and the extractor of self-describing formats: X12, EDIFACT, ISO 20022, UBL."""
