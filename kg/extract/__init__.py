"""Documents -> annotations: a spaCy pipeline with one component for each thing that is found."""
