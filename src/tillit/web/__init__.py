"""People come in: server-rendered pages, one package per capability."""
