"""Whether the reader can tell who writes, and has a reason to believe it."""
