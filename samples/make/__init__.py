"""Makes the sample ledger and the sample inbox, byte for byte the same from one seed."""
