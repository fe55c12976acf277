"""The documents, and the script that runs their sessions."""
