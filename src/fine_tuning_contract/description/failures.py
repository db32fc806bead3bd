"""The one error that a document, an overlay or a selection can end in."""


class DescriptionError(Exception):
    """
    Something in a document is wrong in a way that its author can repair.

    The text is the whole message: what is wrong, where (`file:line:column`) and what to do.
    """
