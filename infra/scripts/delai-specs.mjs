// Loaded before the specs: a machine that does something else at the same time must not fail one.
jasmine.DEFAULT_TIMEOUT_INTERVAL = 30_000;
