"""The doors for other tools: each reads what its caller gives, asks the same gate, and answers in the caller's own contract."""
