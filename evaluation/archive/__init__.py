"""Sổ niêm phong: what was decided, sent or archived is chained, so that whatever is altered, deleted or slipped in later is found."""
