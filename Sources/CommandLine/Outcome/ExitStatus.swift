/// What a run of iamsim tells the program that started it.
public enum ExitStatus: Int32, Sendable, Hashable, CaseIterable {
  /// Everything asked about is allowed; nothing was found.
  case clean = 0
  /// Something asked about is denied, or was found.
  case findings = 1
  /// The question could not be answered: wrong usage, unreadable or invalid input.
  case failure = 2
}
