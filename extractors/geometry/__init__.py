"""Words with boxes into lines, text and ruled tables; shared by every reader of pages with points."""
