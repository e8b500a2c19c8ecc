"""When software's support ends, from the data of endoflife.date: its repository, or tables made of it."""
