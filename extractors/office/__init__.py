"""What readers of office files share: sheets into pages, word-processing text into lines and tables."""
