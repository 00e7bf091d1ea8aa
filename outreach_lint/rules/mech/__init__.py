"""Whether the message is whole and fits its channel."""
