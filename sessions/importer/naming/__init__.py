"""Organisations and persons, by their names as printed and in full."""
