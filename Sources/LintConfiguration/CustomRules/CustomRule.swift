public import PolicyChecks
public import PolicyLanguage
public import SourceText

/// A rule that a configuration declares.
public struct CustomRule: Sendable {
  /// What stands in front of the names of such rules, so that they are never taken for iamsim's own.
  public static let prefix = "custom/"

  /// Its name in the configuration.
  public var name: String
  /// Its id.
  public var id: String { Self.prefix + name }
  /// What is wrong, as findings say it; without a full stop.
  public var message: String
  /// How bad a finding is.
  public var severity = FindingSeverity.medium
  /// Why that matters.
  public var why: String?
  /// What to do about it.
  public var help: String?
  /// The address of a page about it.
  public var link: String?
  /// The kinds of policies it looks at.
  public var kinds = Set<PolicyKind>.all
  /// The paths it looks at.
  public var paths = PathChoice()
  /// The statements it looks at.
  public var statements = StatementSelector()
  /// What it demands of them.
  public var demand: Demand
  /// The bytes of its name in the configuration.
  public var range: ByteRange

  /// What a rule demands of the statements that it looks at.
  public enum Demand: Sendable {
    /// That there are none.
    case absence
    /// Something of their conditions.
    case conditions(ConditionDemand)
    /// Something of names in them.
    case names(NameDemand)
  }
}
