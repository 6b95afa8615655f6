"""The learning curve: how documents are read after none, one, two and five taught ones of their layout."""
