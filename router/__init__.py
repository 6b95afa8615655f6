"""Says what a mail is about: route, intent, references, customer, language, flags."""
