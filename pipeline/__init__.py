"""Pages about pain, injury and exercise go in; facts with their evidence come out.

The package holds the stages as plain functions over the values in `pipeline.models`; `pipeline.job` composes them.
Nothing in here knows Prefect: `flows.py` beside the package orchestrates.
"""

__version__ = "0.1.0"
