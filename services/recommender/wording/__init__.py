"""What do people read? Every sentence and label by its id, in one language folder, written with Babel's numbers."""
