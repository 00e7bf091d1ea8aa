"""What the message wants from the recipient."""
