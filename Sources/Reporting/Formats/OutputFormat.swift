/// The shapes an answer can take.
public enum OutputFormat: String, Sendable, Hashable, CaseIterable {
  /// The AWS CLI's JSON, for programs.
  case json
  /// One block for each decision with its reason, for people.
  case text
  /// One row for each decision, for many of them.
  case table
}
