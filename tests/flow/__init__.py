"""Stories through the whole river, told over HTTP."""
