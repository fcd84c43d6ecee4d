"""What editors do in the browser: publish, go back, look after meetings, read the audit log."""
