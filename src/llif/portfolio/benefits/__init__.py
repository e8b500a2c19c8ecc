"""Benefits: realised against forecast, and what money is worth at a rate. Pure."""
