"""Clean article to mentions: exercises, causes and advice, each with the sentence that says it."""
