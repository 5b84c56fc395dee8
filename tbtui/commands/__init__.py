"""What tbtui does without a screen: inspect, export, plot and demo."""
