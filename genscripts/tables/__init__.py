"""One module a topic; each has `build()`, which gives {path under src/isnad/lang: data}."""
