"""The province's dated settings and its folder of data."""
