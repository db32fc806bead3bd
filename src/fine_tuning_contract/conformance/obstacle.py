"""What keeps a rule from being run."""


class MissingPrerequisite(Exception):
    """A rule lacks something that it needs in order to run; nothing is said about the target."""
