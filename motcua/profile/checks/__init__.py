"""What contradicts itself in a folder: one file of rules for each kind of table. Pure: no database, no Django."""
