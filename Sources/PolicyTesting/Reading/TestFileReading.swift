import Authorization
import DocumentSyntax
import PolicyLanguage
import SourceText

/// The reading of one file of tests: what has been found so far.
struct TestFileReading {
  let file: SourceFile
  let reader: PolicyTestReader
  let open: (String) -> Result<SourceFile, PolicyTestReader.OpenFailure>
  var result: PolicyTestFile
  var policies = NamedEntries("policies")
  var principals = NamedEntries("principals")
  var resources = NamedEntries("resources")
  var principalEntries: [String: PrincipalEntry] = [:]
  var resourceEntries: [String: ResourceEntry] = [:]
  var library = PolicyLibrary()
  var statedKeys = StatedKeyRemarks()
  /// The grants read, by their places; `nil` for those that are wrong.
  var grants: [Int: KMSGrant?] = [:]

  init(
    _ file: SourceFile, reader: PolicyTestReader,
    open: @escaping (String) -> Result<SourceFile, PolicyTestReader.OpenFailure>
  ) {
    self.file = file
    self.reader = reader
    self.open = open
    result = PolicyTestFile(file: file)
  }

  private static let fields = ["description", "policies", "principals", "resources", "defaults", "cases"]

  mutating func read() {
    let document = reader.documents.parse(file)
    result.diagnostics = document.diagnostics
    // Where the notation is broken, what seems to be missing may be there: only its mistakes are told.
    if document.diagnostics.contains(where: { $0.severity == .error && $0.code != "duplicate-key" }) { return }
    guard let root = document.tree.root, root.kind == .object else {
      return report(
        .field, "expected a mapping with `cases`", at: document.tree.root?.range ?? ByteRange(0, 0),
        help: "the format is described in docs/policy-tests.md")
    }
    checkFields(of: root, allowed: Self.fields, what: "a file of tests")
    result.description = text(root["description"], "`description`")?.value
    policies = entries(of: "policies", root)
    principals = entries(of: "principals", root)
    resources = entries(of: "resources", root)
    for (name, node) in principals.entries { principalEntries[name] = readPrincipal(node) }
    for (name, node) in resources.entries { resourceEntries[name] = readResource(node) }
    var defaults = CaseSettings()
    if let node = root["defaults"] {
      checkFields(of: node, allowed: CaseSettings.fields, what: "`defaults`")
      apply(node, to: &defaults)
    }
    readCases(root["cases"], of: root, inherited: defaults, path: [])
    for entries in [policies, principals, resources] { reportUnused(entries) }
    for remark in statedKeys.remarks {
      report(
        .statedKey, remark.message, at: remark.range, severity: .warning,
        help: "leave it out, or say `derive: false` where it only stands for others")
    }
  }

  /// What was read; without cases when something is wrong.
  mutating func finish() -> PolicyTestFile {
    if result.hasErrors { result.cases = [] }
    let own = result.diagnostics.filter { $0.file === file }
    let others = result.diagnostics.filter { $0.file !== file }
    // Stable: several mistakes may begin at one place.
    let order = own.indices.sorted { (own[$0].range.lowerBound, $0) < (own[$1].range.lowerBound, $1) }
    result.diagnostics = order.map { own[$0] } + others
    return result
  }

  // MARK: Sections

  /// A section of the file that names things: each by its name, and which of them some case uses.
  struct NamedEntries {
    let section: String
    var entries: [String: SyntaxNode] = [:]
    var keys: [(name: String, range: ByteRange)] = []
    var used: Set<String> = []

    init(_ section: String) { self.section = section }

    /// The entry of a name, which counts as used from now on.
    mutating func use(_ name: String) -> SyntaxNode? {
      guard let node = entries[name] else { return nil }
      used.insert(name)
      return node
    }
  }

  private mutating func entries(of name: String, _ root: SyntaxNode) -> NamedEntries {
    var section = NamedEntries(name)
    guard let node = root[name], node.kind != .null else { return section }
    guard node.kind == .object else {
      report(.field, "expected `\(name)` to be a mapping from names", at: opening(of: node))
      return section
    }
    for member in node.members {
      if member.value.kind != .object {
        report(.field, "expected `\(member.name)` to be a mapping", at: member.value.range)
        continue
      }
      // A name given twice is reported by the parser.
      if section.entries.updateValue(member.value, forKey: member.name) == nil {
        section.keys.append((member.name, member.key.range))
      }
    }
    return section
  }

  private mutating func reportUnused(_ entries: NamedEntries) {
    for (name, range) in entries.keys where !entries.used.contains(name) {
      report(.unusedName, "no case uses `\(name)` of `\(entries.section)`", at: range, severity: .warning)
    }
  }
}
