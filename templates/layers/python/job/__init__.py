"""The job. `pipeline` is what it computes; all else connects that to the world."""
