"""What typed words are sealed for."""

REASON = "steering.reason"
ADDRESS = "steering.address"
DIRECTION = "steering.direction"
