"""The routing rules, one file each; a module offers its rule under PLUGIN."""
