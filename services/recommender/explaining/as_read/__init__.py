"""How was the profile read? Told back, so that whoever was misread sees it."""
