"""One file for each place that a ledger can come from; each offers its connector as PLUGIN."""
