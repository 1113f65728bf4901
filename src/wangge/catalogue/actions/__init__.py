"""What changes the catalogue, its calendars and the component register."""
