"""Words of the trade in seven languages, as files; see `extractors.recognition.words`."""
