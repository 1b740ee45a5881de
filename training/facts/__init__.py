"""Learning and measuring what the judges of `pipeline/judge` weigh: exercises, causes and advice."""
