"""The sheets as files: their format, and how they are loaded into rows and dumped from them."""
