"""One description of the fine-tuning API, a client made from it, a contract for both."""
