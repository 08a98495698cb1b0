"""What the poles add up to by place, in classes."""
