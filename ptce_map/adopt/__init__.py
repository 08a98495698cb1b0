"""From the spreadsheet that people have to a register: tables found, columns understood, places."""
