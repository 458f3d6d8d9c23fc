"""The resources of people: who held what, when."""
