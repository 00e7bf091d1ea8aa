"""How the message sounds on its channel."""
