"""What pages and the keeper of the installation are told of files. Asks, never writes."""
