"""The resources of what was before the session and what became of it."""
