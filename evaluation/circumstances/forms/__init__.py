"""The edges: text in, clean values out. A form checks shape; a gate judges law."""
