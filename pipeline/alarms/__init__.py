"""Never stand still unnoticed: what is looked at, the rules, and telling people once."""
