"""Pages with which administrators keep units, posts, calendars and settings."""
