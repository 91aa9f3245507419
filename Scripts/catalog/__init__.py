"""The generator of the service catalogue: reads packages, merges them, checks the result, writes the committed files."""
