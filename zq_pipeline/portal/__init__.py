"""What people and machines meet: the page, metadata vocabularies, publishers."""
