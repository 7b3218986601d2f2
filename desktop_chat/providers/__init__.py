"""The network: requests to language models, and bytes turned into events."""
