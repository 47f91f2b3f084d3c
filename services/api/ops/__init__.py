"""The operators' page, /ops: rendered here, readable without scripts, opened by a key with the scope ops:read."""
