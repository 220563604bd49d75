"""Tệp: what people bring as files and what the application makes for them, kept whole and given to whoever may read it."""
