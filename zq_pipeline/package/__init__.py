"""The data package: descriptor, encodings, gates. Frames in, bytes out."""
