"""Training of the learned parts; run as `python -m training.train_main_content FOLDER`. Not needed to use the pipeline."""
