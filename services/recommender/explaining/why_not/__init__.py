"""Why not X? What spoke against a credential or a path that somebody names, and what could change that."""
