"""Opening a round: its dossiers, and what people's posts settle about them."""
