/// The kinds of mistakes in configurations; the codes of their diagnostics.
enum ConfigurationMistake: String {
  /// A value has the wrong shape or is none of those that there are.
  case value = "configuration-value"
  /// A key that the format does not have.
  case unknownKey = "unknown-configuration-key"
  /// A key that is needed.
  case missingKey = "missing-configuration-key"
  /// A rule that there is not.
  case unknownRule = "unknown-rule"
  /// A pattern of paths that is none.
  case path = "path-pattern"
  /// A regular expression that is not valid.
  case expression = "regular-expression"
  /// An action that AWS does not have.
  case unknownAction = "unknown-action"
  /// A list of actions that the configuration does not have.
  case unknownList = "unknown-action-list"
  /// What says nothing.
  case idle = "idle-configuration"
}
