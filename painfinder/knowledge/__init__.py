"""The knowledge base: read strictly, checked, compiled, laid over with a clinic's own."""
