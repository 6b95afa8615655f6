"""One work item on paper: what stands on it, as a page to print and as a PDF."""
