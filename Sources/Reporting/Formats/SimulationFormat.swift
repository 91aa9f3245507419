/// The shapes the answer of a simulation can take.
public enum SimulationFormat: String, Sendable, Hashable, CaseIterable {
  /// The AWS CLI's JSON, for programs.
  case json
  /// One block for each decision with its reason, for people.
  case text
  /// One row for each decision, for many of them.
  case table
  /// The whole story of each decision, for people: every check, and what kept statements from applying.
  case explanation
  /// The same for programs (docs/schema/explanation.schema.json).
  case explanationJSON = "explanation-json"
}
