"""Several programmes in one site: each is the site of one register, under a path of its own."""
