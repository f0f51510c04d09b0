"""Learning where names stand, in plain Python: a chain of words, what is seen of each, and one label for each."""
