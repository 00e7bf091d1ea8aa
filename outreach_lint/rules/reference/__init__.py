"""What the message says of the recipient."""
