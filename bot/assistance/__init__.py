"""Whom to call: emergency and consular lines, each with its source and date."""
