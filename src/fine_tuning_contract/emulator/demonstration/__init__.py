"""Jobs in every state, for whoever wants to look before creating some."""
