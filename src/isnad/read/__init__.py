"""Report → Reading: mentions, statements, claims, times, places, quantities."""
