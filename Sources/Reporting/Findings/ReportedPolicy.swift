public import PolicyChecks
import PolicyLanguage
public import SourceText

/// A policy that was looked at, and what it was taken for.
public struct ReportedPolicy: Sendable {
  /// The file.
  public var file: SourceFile
  /// Where it stands in it.
  public var range: ByteRange
  /// What it was taken for.
  public var recognition: PolicyRecognition
  /// Whose it is, where the file says so.
  public var owner: String?

  /// Describes a policy.
  public init(file: SourceFile, range: ByteRange, recognition: PolicyRecognition, owner: String? = nil) {
    self.file = file
    self.range = range
    self.recognition = recognition
    self.owner = owner
  }
}

/// The policies of a report by their files.
struct ReportedPolicies: Sendable {
  /// All, in order.
  let all: [ReportedPolicy]
  private let byFile: [ObjectIdentifier: [ReportedPolicy]]

  init(_ all: [ReportedPolicy]) {
    self.all = all
    byFile = Dictionary(grouping: all) { ObjectIdentifier($0.file) }
  }

  /// What the policies of a file were taken for, in a few words; `nil` when nothing is known of them.
  func words(for file: SourceFile) -> String? {
    guard let policies = byFile[ObjectIdentifier(file)] else { return nil }
    if policies.count == 1, let only = policies.first { return Self.words(only.recognition, isOne: true) }
    var counts: [(words: String, one: String, count: Int)] = []
    for policy in policies {
      let words = Self.words(policy.recognition, isOne: false)
      if let index = counts.firstIndex(where: { $0.words == words }) {
        counts[index].count += 1
      } else {
        counts.append((words, Self.words(policy.recognition, isOne: true), 1))
      }
    }
    return counts.map { $0.count == 1 ? "1 \($0.one)" : "\($0.count) \($0.words)" }.joined(separator: ", ")
  }

  private static func words(_ recognition: PolicyRecognition, isOne: Bool) -> String {
    let name = RuleWords.name(recognition.kind, isOne: isOne)
    guard recognition.kind == .resource, let type = recognition.resourceType else { return name }
    return "\(name) of \(type.rawValue)"
  }
}
