"""From a folder's rows to what holds on a day, with every assumption marked. Pure: no database, no Django."""
