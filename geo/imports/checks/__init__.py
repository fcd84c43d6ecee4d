"""Whether figures can be true: rules, units of measure, sums, what is published already."""
