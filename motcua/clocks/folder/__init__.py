"""The plain reader of a profile's folder: CSV and TOML files into frozen rows, and everything that is wrong in them."""
