"""The knowledge base in the formats that a clinic's other systems know, all made from the one base."""
