"""The teaching page: a document, what the program read, and what a layout learnt from it would read."""
