"""Ways a message leaves: one small class for each."""
