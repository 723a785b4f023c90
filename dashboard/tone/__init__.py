"""Tone: from a text and a span in it to a score in [−1, 1] with the words that made it."""
