"""The Prefect side of scraping: tasks, artifacts, events and schedules around `pipeline.scrape`. No logic of its own."""
