"""Résumé parsing: what lines, headlines, sections and sentences say of a person, in the fields of a JSON Resume. The formats in profiles/ use it."""
