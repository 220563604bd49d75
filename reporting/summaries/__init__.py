"""Figures over many dossiers, counted by the database."""
