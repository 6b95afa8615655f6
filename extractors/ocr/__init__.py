"""Recognises the words of pictured pages: prepares the picture, asks an engine, places the words."""
