"""Text to facts, purely: the same article gives the same rows."""
