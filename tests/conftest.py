"""What holds for all tests."""

from hypothesis import settings

# How long an example takes by the clock depends on what else runs on the machine; tests of time compare in one run.
settings.register_profile("kg", deadline=None)
settings.load_profile("kg")
