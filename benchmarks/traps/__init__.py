"""Pairs of statements that must become one fact and pairs that must not, and how resolving does on them."""
