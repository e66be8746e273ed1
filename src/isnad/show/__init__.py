"""Views over the store; never a stage's insides."""
