"""The front desk's live screen: pure state and text first, Textual in `widgets` and `screen` alone."""
