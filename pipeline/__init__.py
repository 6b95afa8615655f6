"""The step table; the only place that joins steps and store."""
