"""Whom to call: local emergency numbers, and ministries' lines that were read on their own pages."""
