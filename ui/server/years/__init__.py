"""The years of the views that are shown, for frames that turn them by themselves."""
