"""What pages and writes cost, against a bare Django twin in the same run. README.md says what each row means."""
