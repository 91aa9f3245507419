import ArgumentParser

/// A command that only holds subcommands: by itself it shows their list and fails.
protocol CommandGroup: ParsableCommand {}
