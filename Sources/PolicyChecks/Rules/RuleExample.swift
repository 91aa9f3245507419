public import PolicyLanguage

/// A policy that shows what a rule is about.
public struct RuleExample: Sendable {
  /// The document; `«` and `»` stand around each place that the rule points at.
  public var markedText: String
  /// What it is used as.
  public var kind: PolicyKind
  /// What it is attached to, if that is known.
  public var resourceType: PolicyResourceType?
  /// What else is known of the place where it is used.
  public var surroundings = PolicySurroundings()

  /// Whether it is an account, as `aws iam get-account-authorization-details` prints it, rather than a policy.
  public var isAccount = false

  /// Whether it is a CloudFormation template rather than a policy.
  public var isTemplate = false
  /// What is given beside an account.
  public var report: Report?

  /// An answer of AWS's about an account.
  public enum Report: Sendable {
    /// The credentials of its users, as `aws iam get-credential-report` gives them, decoded.
    case credentials(String)
    /// What was made use of, as `aws iam get-service-last-accessed-details` gives it, by ARN.
    case lastAccessed(String)

    /// Its text.
    public var text: String {
      switch self {
      case .credentials(let text), .lastAccessed(let text): text
      }
    }
  }

  /// An account.
  public static func account(_ markedText: String, with report: Report? = nil) -> RuleExample {
    // 2026-11-01T00:00:00Z
    RuleExample(
      markedText: markedText, kind: .identity, surroundings: PolicySurroundings(now: 1_793_491_200), isAccount: true,
      report: report)
  }

  /// The resources of a template.
  public static func template(_ markedResources: String) -> RuleExample {
    RuleExample(
      markedText: #"{"AWSTemplateFormatVersion":"2010-09-09","Resources":{"# + markedResources + "}}", kind: .identity,
      isTemplate: true)
  }

  /// A whole document.
  public static func document(
    _ markedText: String, _ kind: PolicyKind = .identity, on resourceType: PolicyResourceType? = nil,
    in surroundings: PolicySurroundings = PolicySurroundings()
  ) -> RuleExample {
    RuleExample(markedText: markedText, kind: kind, resourceType: resourceType, surroundings: surroundings)
  }

  /// One or more statements, with the document around them left out.
  public static func statements(
    _ markedText: String, _ kind: PolicyKind = .identity, on resourceType: PolicyResourceType? = nil,
    in surroundings: PolicySurroundings = PolicySurroundings()
  ) -> RuleExample {
    document(
      #"{"Version":"2012-10-17","Statement":["# + markedText + "]}", kind, on: resourceType, in: surroundings)
  }

  /// The document without its marks.
  public var text: String { markedText.filter { $0 != "«" && $0 != "»" } }

  /// The byte ranges of the marked places in ``text``, in order.
  public var markedRanges: [Range<Int>] {
    var ranges: [Range<Int>] = []
    var open: [Int] = []
    var offset = 0
    for character in markedText {
      switch character {
      case "«": open.append(offset)
      case "»":
        if let start = open.popLast() { ranges.append(start..<offset) }
      default: offset += character.utf8.count
      }
    }
    return ranges.sorted { $0.lowerBound < $1.lowerBound }
  }
}
