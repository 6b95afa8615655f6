"""The second set of forms held out: written by someone who has never read the readers; one file a subject."""
