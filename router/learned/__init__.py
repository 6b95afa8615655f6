"""The learned part of the router: labelled mails make a model, a model and a mail make probabilities."""
