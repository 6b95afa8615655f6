"""Forms held out: written after the reader was frozen, by someone who has not read it; one file a subject."""
