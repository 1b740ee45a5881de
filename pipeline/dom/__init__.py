"""HTML to segments: every visible word of a page exactly once, with what surrounds it."""
