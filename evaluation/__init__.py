"""The quarterly round: plans, dossiers, marks, opinions, lists, decisions, calendar."""
