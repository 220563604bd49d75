"""What befalls a whole dossier: set aside, reopened, published, archived, shown to somebody."""
