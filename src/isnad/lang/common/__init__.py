"""Tables and rules that serve more than one language: the actor authority and the gazetteer."""
