"""The trained artefacts: each with a card (scores, data, checksum) beside it."""
