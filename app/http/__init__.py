"""What every answer goes through: addresses, headers, errors, compression."""
