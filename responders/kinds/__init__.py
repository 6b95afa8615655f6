"""The responders, one file each; each offers its `PLUGIN`."""
