"""The commands: words in, one call, one face, one exit code."""
