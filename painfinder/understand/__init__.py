"""Words into meaning: text, then safety, then match."""
