"""Whether the message fits how far the conversation has come."""
