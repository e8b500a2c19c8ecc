"""What the work is for: how amounts spread over missions, and how far key results have come. Pure."""
