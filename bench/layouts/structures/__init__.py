"""Forms that readers were made with in view; one file a subject."""
