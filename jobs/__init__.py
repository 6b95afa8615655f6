"""The leased job table and the timetable."""
