"""The page of an endpoint, for whoever runs its receiver: opened by a signed link that its client makes."""
