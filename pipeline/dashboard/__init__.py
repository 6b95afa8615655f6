"""What happened in a period, in figures: volume, touch, waiting, answers, payments, corrections, checks."""
