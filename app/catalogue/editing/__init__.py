"""The pages behind the catalogue, for those who keep it true."""
