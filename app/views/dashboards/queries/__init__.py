"""What a line of the chair's page is: counted and listed alike."""
