"""Turns Outlook's own files (.msg, winmail.dat) into MIME mails; runs only inside a fenced child."""
