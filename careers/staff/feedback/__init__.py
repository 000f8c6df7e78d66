"""What visitors say of the pages: shares with their uncertainty, which pages need somebody, comments."""
