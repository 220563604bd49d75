"""Pages and files of the floor `reporting`."""
