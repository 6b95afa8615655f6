"""The sixth set of forms held out, written without knowledge of the reader."""
