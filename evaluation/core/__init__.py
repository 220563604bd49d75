"""What every room of the round stands on: dossiers and rounds, rights, the facts of the law, the road."""
