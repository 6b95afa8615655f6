"""What the writer's own words ask for beyond numbers: open items, and the invoices of a period."""
