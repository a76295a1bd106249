"""Working time as pure values: calendars, limits, pauses, due moments. No Django, no database, no clock of its own."""
