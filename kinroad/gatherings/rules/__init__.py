"""What makes a meeting listing readable, the same, near, and now. Plain Python."""
