"""Claims → events; reports → echoes."""
