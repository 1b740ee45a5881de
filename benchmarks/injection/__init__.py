"""Spam put into clean sentences by seeded rules, and how much of it cleaning finds and how exactly it restores the rest.

Nothing of the generator is shared with cleaning: a key phrase goes into any gap between two words, whatever stands beside
it; advertisements, teasers and spun terms come from lists of their own (`material.toml`), hard cases among them.
"""
