"""People, units, posts and who may act for what."""
