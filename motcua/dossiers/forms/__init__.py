"""What people type on the dossiers' pages; whether it is right, the services say."""
