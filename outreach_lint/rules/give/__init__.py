"""What the message gives the recipient."""
