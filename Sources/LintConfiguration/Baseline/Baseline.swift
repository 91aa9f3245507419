import DocumentSyntax

/// Findings that are known already, so that only new ones count.
public struct Baseline: Sendable, Hashable {
  /// Where its schema lies in the repository.
  public static let schemaPath = "docs/schema/baseline.schema.json"

  /// Findings of one name in one file.
  public struct Entry: Sendable, Hashable {
    /// The file, from the folder of the baseline.
    public var path: String
    /// The rule's id.
    public var rule: String
    /// The findings' name.
    public var fingerprint: FindingFingerprint
    /// How many there are.
    public var count: Int
    /// What the first of them says; for readers only.
    public var message: String

    /// Makes an entry.
    public init(path: String, rule: String, fingerprint: FindingFingerprint, count: Int, message: String) {
      self.path = path
      self.rule = rule
      self.fingerprint = fingerprint
      self.count = count
      self.message = message
    }
  }

  /// The entries, sorted by file, rule and name.
  public private(set) var entries: [Entry]

  /// Makes a baseline; entries of the same findings are joined.
  public init(_ entries: [Entry]) {
    var joined: [Key: Entry] = [:]
    for entry in entries {
      let key = Key(path: entry.path, fingerprint: entry.fingerprint)
      if joined[key] == nil { joined[key] = entry } else { joined[key]?.count += entry.count }
    }
    self.entries = joined.values.sorted {
      ($0.path, $0.rule, $0.fingerprint.text) < ($1.path, $1.rule, $1.fingerprint.text)
    }
  }

  struct Key: Hashable {
    var path: String
    var fingerprint: FindingFingerprint
  }

  /// The document: JSON, an entry a line, so that differences are easy to read.
  public var text: String {
    let writer = JSONWriter.compact
    let lines = entries.map { entry in
      let value: JSONValue = [
        "file": .string(entry.path), "rule": .string(entry.rule), "fingerprint": .string(entry.fingerprint.text),
        "count": .integer(entry.count), "message": .string(entry.message),
      ]
      return "    " + writer.write(value)
    }
    let list = lines.isEmpty ? "[]" : "[\n" + lines.joined(separator: ",\n") + "\n  ]"
    return "{\n  \"version\": 1,\n  \"findings\": \(list)\n}\n"
  }
}
