"""The life of taught layouts: versions, confirmed samples, proposed changes, the gate, trust and drift."""
