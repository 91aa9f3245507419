/// A condition key with its values, as a simulation takes them.
/// https://docs.aws.amazon.com/IAM/latest/APIReference/API_ContextEntry.html
public struct ContextEntry: Sendable, Hashable {
  /// The key, `aws:SourceIp`.
  public var keyName: String
  /// Its values.
  public var values: [String]
  /// The type as given, if it was; checked when the simulation runs.
  public var keyType: String?

  /// Makes an entry.
  public init(keyName: String, values: [String], keyType: String? = nil) {
    self.keyName = keyName
    self.values = values
    self.keyType = keyType
  }
}

/// The types of context values.
/// https://docs.aws.amazon.com/IAM/latest/APIReference/API_ContextEntry.html
public enum ContextKeyType: String, Sendable, Hashable, CaseIterable {
  case string, stringList, numeric, numericList, boolean, booleanList, ip, ipList, binary, binaryList, date, dateList

  /// The type of one value.
  public var element: ContextKeyType {
    switch self {
    case .string, .stringList: return .string
    case .numeric, .numericList: return .numeric
    case .boolean, .booleanList: return .boolean
    case .ip, .ipList: return .ip
    case .binary, .binaryList: return .binary
    case .date, .dateList: return .date
    }
  }

  /// Whether the key holds a set.
  public var isList: Bool {
    switch self {
    case .stringList, .numericList, .booleanList, .ipList, .binaryList, .dateList: return true
    case .string, .numeric, .boolean, .ip, .binary, .date: return false
    }
  }
}
