"""The faces: each draws an Answer that is already decided."""
