"""Mentions → entities: the actor authority and the gazetteer."""
