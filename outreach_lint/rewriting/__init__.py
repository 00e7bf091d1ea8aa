"""Rewrites: rank the recipient's facts, plan the moves, put them into words, check every word against its source."""
