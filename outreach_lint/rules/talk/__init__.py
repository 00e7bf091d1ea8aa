"""Whether the message starts a conversation."""
