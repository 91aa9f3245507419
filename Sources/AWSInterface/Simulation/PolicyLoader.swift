import Authorization
import DocumentSyntax
import PolicyLanguage
import PolicySources
import SourceText

/// Reads and compiles the policies of a request, gathering the mistakes of all of them.
struct PolicyLoader {
  let documents: DocumentParser
  private var diagnostics: [Diagnostic] = []
  private var refused: [String] = []

  /// Most characters of a policy that the service takes.
  /// https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html
  static let maximumCharacters = 131_072

  init(documents: DocumentParser) { self.documents = documents }

  /// Reads one policy; `nil` when it cannot be used, which ``check()`` reports.
  mutating func load(_ file: SourceFile, as kind: PolicyKind, identifier: String) -> PolicyDocument? {
    guard checkText(file, identifier) else { return nil }
    let parsed = PolicyParser(kind: kind, documents: documents).parse(file)
    guard !parsed.hasErrors, let policy = parsed.policy else {
      diagnostics += parsed.diagnostics.filter { $0.severity == .error }
      refused.append(identifier)
      return nil
    }
    return PolicyDocument(identifier: identifier, policy: policy)
  }

  /// Reads a list of policies, named `prefix.1`, `prefix.2`….
  mutating func load(_ files: [SourceFile], as kind: PolicyKind, prefix: String) -> [PolicyDocument] {
    files.enumerated().compactMap { load($1, as: kind, identifier: "\(prefix).\($0 + 1)") }
  }

  /// Reads policies of whatever kind, for what they say alone: those with principals as resource policies.
  mutating func loadAny(_ files: [SourceFile], prefix: String) -> [PolicyDocument] {
    files.enumerated().compactMap { index, file in
      let identity = PolicyParser(kind: .identity, documents: documents).parse(file)
      let hasPrincipal = identity.policy?.statements.contains { $0.principal != nil } ?? false
      return load(file, as: hasPrincipal ? .resource : .identity, identifier: "\(prefix).\(index + 1)")
    }
  }

  /// Throws when a policy could not be used, with everything that is wrong with all of them.
  func check() throws(InterfaceError) {
    guard let first = refused.first else { return }
    let message = diagnostics.first { $0.severity == .error }?.message ?? "cannot be read"
    let others = Set(refused).count - 1
    let more = others > 0 ? " (and \(others) more policies)" : ""
    // A policy that is read as two kinds repeats itself.
    var seen: Set<Diagnostic> = []
    throw InterfaceError(
      .invalidInput, "policy `\(first)` is not valid: \(message)\(more)",
      diagnostics: diagnostics.filter { seen.insert($0).inserted })
  }

  /// Compiles a set of policies.
  static func compile(_ documents: [PolicyDocument], as kind: PolicyKind) throws(InterfaceError) -> CompiledPolicies {
    do {
      return try CompiledPolicies(documents, kind: kind)
    } catch {
      let message = error.diagnostics.first?.message ?? "a policy cannot be evaluated"
      throw InterfaceError(.policyEvaluation, message, diagnostics: error.diagnostics)
    }
  }

  /// Length and characters, which the service checks before it reads a policy.
  private mutating func checkText(_ file: SourceFile, _ identifier: String) -> Bool {
    var count = 0
    var stray: (offset: Int, scalar: Unicode.Scalar)?
    var offset = 0
    // Documents of up to a few times the limit are decoded; of larger ones the bytes tell enough.
    if file.bytes.count <= 4 * Self.maximumCharacters {
      for scalar in String(decoding: file.bytes, as: UTF8.self).unicodeScalars {
        if stray == nil, !Self.isPermitted(scalar), !(offset == 0 && scalar == "\u{FEFF}") { stray = (offset, scalar) }
        count += 1
        offset += UTF8.width(scalar)
      }
    } else {
      count = file.bytes.count(where: { $0 & 0xC0 != 0x80 })
    }
    // AWS's own policies may be longer, `ReadOnlyAccess` is.
    let isTooLong = count > Self.maximumCharacters && !SourceReader.isManagedPolicy(file.name)
    guard count > 0, !isTooLong else {
      let found = count == 0 ? "the policy is empty" : "the policy has \(count) characters"
      report(identifier, "policy-length", "\(found), expected 1 to \(Self.maximumCharacters)", file, ByteRange(0, 0))
      return false
    }
    guard let stray else { return true }
    // Malformed UTF-8 was decoded as U+FFFD; the parser says so.
    guard stray.scalar != "\u{FFFD}" else { return true }
    let code = String(stray.scalar.value, radix: 16, uppercase: true)
    let digits = String(repeating: "0", count: max(0, 4 - code.count)) + code
    report(
      identifier, "character-not-permitted",
      "U+\(digits) is not permitted in a policy, expected tab, line ends and U+0020 to U+00FF", file,
      ByteRange(stray.offset, stray.offset + UTF8.width(stray.scalar)))
    return false
  }

  private static func isPermitted(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x20...0xFF: return true
    default: return false
    }
  }

  private mutating func report(
    _ identifier: String, _ code: String, _ message: String, _ file: SourceFile, _ range: ByteRange
  ) {
    diagnostics.append(Diagnostic(.error, code: code, message, in: file, at: range))
    refused.append(identifier)
  }
}
