"""The one way this generator fails on purpose."""


class CatalogError(Exception):
    """A source or a table says something the catalogue cannot hold. The message names the place."""
