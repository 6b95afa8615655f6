"""Offers the general reader, which reads advices that nobody has taught."""

from extractors.recognition.reader import GeneralReader

PLUGIN = GeneralReader()
