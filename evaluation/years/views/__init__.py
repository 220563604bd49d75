"""Pages: fetch through the scope, form, deed, answer."""
