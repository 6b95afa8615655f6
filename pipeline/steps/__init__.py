"""One verb a file: each step is a function from a work item and a desk to an outcome."""
