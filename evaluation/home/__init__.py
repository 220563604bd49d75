"""Việc của tôi, the list of dossiers and one dossier's own pages: the room that knows all the others."""
