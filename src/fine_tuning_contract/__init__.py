"""One description of the fine-tuning API, the client made from it, and the contract both are held to."""
