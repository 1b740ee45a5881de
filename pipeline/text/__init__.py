"""Text itself, each primitive once: folding, sentence boundaries, edits, inflection, sentences with their tokens."""
