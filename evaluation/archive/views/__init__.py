"""Whether a paper and the record agree, for whoever may see it."""
