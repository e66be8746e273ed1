"""Languages: rules, and tables compiled from resources/. No language knowledge lives anywhere else."""
