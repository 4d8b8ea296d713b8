"""Turn the prose of Chinese government work reports into open data that people can trust."""

__version__ = "0.1.0"
