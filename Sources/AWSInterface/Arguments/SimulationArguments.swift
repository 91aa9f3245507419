public import DocumentSyntax
public import PolicySources
public import SourceText

/// Turns what stands behind the AWS CLI's flags into values: its shorthand, its JSON, its `file://` addresses.
/// https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-shorthand.html
/// https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters-file.html
public struct SimulationArguments: Sendable {
  /// Reads the files that arguments name.
  public var reader: SourceReader
  /// Reads JSON arguments.
  public var parser: DocumentParser

  /// Makes a reader of arguments.
  public init(reader: SourceReader = SourceReader(), parser: DocumentParser = DocumentParser()) {
    self.reader = reader
    self.parser = parser
  }

  /// `--context-entries`: one value for each entry (`ContextKeyName=…,ContextKeyValues=a,b,ContextKeyType=…`), or one
  /// JSON list or object, or a `file://` address of one.
  ///
  /// - Throws: `InvalidInput`, with the place in the argument.
  public func contextEntries(_ values: [String]) throws(InterfaceError) -> [ContextEntry] {
    var result: [ContextEntry] = []
    for value in try structures(values, flag: "--context-entries") { result.append(try Self.contextEntry(value)) }
    return result
  }

  /// `--policy-exclusion-list`, in the same forms.
  ///
  /// - Throws: `InvalidInput`, with the place in the argument.
  public func policyExclusions(_ values: [String]) throws(InterfaceError) -> [PolicyIdentifier] {
    var result: [PolicyIdentifier] = []
    for value in try structures(values, flag: "--policy-exclusion-list") {
      result.append(try Self.policyIdentifier(value))
    }
    return result
  }

  /// `--ordered-organization-policy-input-list`: a list of `{"ServiceControlPolicyInputList": [document, …]}`, as JSON or
  /// in shorthand.
  ///
  /// iamsim also takes one document for each level, and `file://` addresses wherever a document may stand.
  /// - Throws: `InvalidInput`, with the place in the argument.
  public func organizationPolicyLevels(_ values: [String]) throws(InterfaceError) -> [[SourceFile]] {
    let flag = "--ordered-organization-policy-input-list"
    var result: [[SourceFile]] = []
    for (number, value) in values.enumerated() {
      let file = try source(value, name: values.count == 1 ? flag : "\(flag)[\(number + 1)]")
      guard Self.startsJSON(file) || SourceReader.isAddress(value) || SourceReader.isManagedPolicy(value) else {
        result.append(try level(try shorthand(file), number: result.count + 1))
        continue
      }
      guard let root = try json(file), root.kind == .array || root["ServiceControlPolicyInputList"] != nil else {
        result.append([file])
        continue
      }
      for element in ParameterValue(root).elements() {
        result.append(try level(element, number: result.count + 1))
      }
    }
    return result
  }

  /// Documents behind a flag such as `--policy-input-list`: inline text, `file://` addresses or ARNs of AWS managed
  /// policies, or one JSON list of them.
  ///
  /// - Throws: `InvalidInput` when a file cannot be read or a value is neither a document nor an address.
  public func documents(_ values: [String], flag: String) throws(InterfaceError) -> [SourceFile] {
    var result: [SourceFile] = []
    for (number, value) in values.enumerated() {
      let file = try source(value, name: values.count == 1 ? flag : "\(flag)[\(number + 1)]")
      if values.count == 1, Self.firstByte(file) == UInt8(ascii: "["), let root = try json(file) {
        result += try documents(ParameterValue(root), name: flag)
      } else {
        try checkInline(value, file)
        result.append(file)
      }
    }
    return result
  }
}

// MARK: - Shapes

extension SimulationArguments {
  static func contextEntry(_ value: ParameterValue) throws(InterfaceError) -> ContextEntry {
    let members = try value.members(
      ["ContextKeyName", "ContextKeyValues", "ContextKeyType"], of: "a context entry")
    guard let name = members["ContextKeyName"] else { throw value.error("`ContextKeyName` is missing") }
    let entry = ContextEntry(
      keyName: try name.text("a context key"),
      values: try members["ContextKeyValues"]?.texts("a context value") ?? [],
      keyType: try members["ContextKeyType"]?.text("a type of context values"))
    // Checked here already, where the mistake has a place.
    do { _ = try ContextValidation.context([entry]) } catch {
      let hasUnknownType = entry.keyType.map { ContextKeyType(rawValue: $0) == nil } ?? false
      let place = hasUnknownType ? members["ContextKeyType"] : members["ContextKeyValues"]
      throw (place ?? value).error(error.message, help: error.help)
    }
    return entry
  }

  static func policyIdentifier(_ value: ParameterValue) throws(InterfaceError) -> PolicyIdentifier {
    let names = ["PolicyType", "PolicyArn", "InlinePolicyIdentifier"]
    let members = try value.members(names, of: "a policy identifier")
    guard members.count == 1 else {
      throw value.error("expected exactly one of `PolicyType`, `PolicyArn` and `InlinePolicyIdentifier`")
    }
    if let type = members["PolicyType"] { return .type(try type.text("a policy type")) }
    if let arn = members["PolicyArn"] { return .arn(try arn.text("the ARN of a policy")) }
    guard let inline = members["InlinePolicyIdentifier"] else { throw value.error("expected a policy identifier") }
    let required = ["PolicyName", "AttachmentType", "AttachmentName"]
    let parts = try inline.members(required, of: "the identifier of an inline policy")
    guard let name = parts["PolicyName"], let type = parts["AttachmentType"], let owner = parts["AttachmentName"] else {
      let missing = required.filter { parts[$0] == nil }.map { "`\($0)`" }.joined(separator: ", ")
      throw inline.error("\(missing) missing from the identifier of an inline policy")
    }
    return .inline(
      policyName: try name.text("the policy's name"), attachmentType: try type.text("`user`, `group` or `role`"),
      attachmentName: try owner.text("the name of a user, group or role"))
  }

  /// One level: a structure with its documents, or a document alone.
  func level(_ value: ParameterValue, number: Int) throws(InterfaceError) -> [SourceFile] {
    let key = "ServiceControlPolicyInputList"
    if case .object(let members) = value.content, !members.contains(where: { $0.name == "Statement" }) {
      guard let list = try value.members([key], of: "a level of the organization")[key] else {
        throw value.error("`\(key)` is missing")
      }
      return try documents(list, name: "level \(number) of \(value.file.name)")
    }
    return try documents(value, name: "level \(number) of \(value.file.name)")
  }

  /// The documents of a list: strings that hold them, `file://` addresses, or the documents themselves.
  func documents(_ value: ParameterValue, name: String) throws(InterfaceError) -> [SourceFile] {
    let elements = value.elements()
    var result: [SourceFile] = []
    for (number, element) in elements.enumerated() {
      switch element.content {
      case .text(let text):
        let file = try source(text, name: elements.count == 1 ? name : "\(name)[\(number + 1)]")
        if element.range == ByteRange(0, element.file.bytes.count), element.file.bytes == file.bytes {
          // It came from a file of its own (`@=`), whose name says more.
          result.append(element.file)
        } else {
          result.append(file)
        }
      case .object: result.append(Self.excerpt(element))
      case .list, .other: throw element.error("expected a policy document")
      }
    }
    return result
  }

  /// A part of a file as a file of its own, in which every byte keeps its line and column.
  private static func excerpt(_ value: ParameterValue) -> SourceFile {
    var bytes = value.file.bytes
    for index in bytes.indices where !value.range.contains(index) && bytes[index] != 0x0A && bytes[index] != 0x0D {
      // A multi-byte character counts as one column.
      bytes[index] = bytes[index] & 0xC0 == 0x80 ? 0 : 0x20
    }
    bytes.removeAll { $0 == 0 }
    return SourceFile(name: value.file.name, bytes: bytes)
  }
}

// MARK: - Texts

extension SimulationArguments {
  /// The structures behind a flag: JSON, shorthand, or a file of either.
  private func structures(_ values: [String], flag: String) throws(InterfaceError) -> [ParameterValue] {
    var result: [ParameterValue] = []
    for (number, value) in values.enumerated() {
      let file = try source(value, name: values.count == 1 ? flag : "\(flag)[\(number + 1)]")
      if Self.startsJSON(file) {
        if let root = try json(file) { result += ParameterValue(root).elements() }
      } else {
        result.append(try shorthand(file))
      }
    }
    return result
  }

  /// Most bytes of one argument: room for many policies, each of which has its own limit.
  private static let maximumBytes = 8 << 20

  func source(_ value: String, name: String) throws(InterfaceError) -> SourceFile {
    var reader = reader
    reader.maximumBytes = min(reader.maximumBytes, Self.maximumBytes)
    do { return try reader.document(value, name: name) } catch { throw InterfaceError(error) }
  }

  func json(_ file: SourceFile) throws(InterfaceError) -> SyntaxNode? {
    let parsed = parser.parse(file)
    let errors = parsed.diagnostics.filter { $0.severity == .error }
    guard let first = errors.first else { return parsed.tree.root }
    throw InterfaceError(.invalidInput, first.message, help: first.help, diagnostics: parsed.diagnostics)
  }

  private func shorthand(_ file: SourceFile) throws(InterfaceError) -> ParameterValue {
    var parser = ShorthandParser(file, reader: reader)
    return try parser.parse()
  }

  /// Catches a path that lacks its `file://`, the commonest mistake with these flags.
  private func checkInline(_ value: String, _ file: SourceFile) throws(InterfaceError) {
    guard !SourceReader.isAddress(value), !SourceReader.isManagedPolicy(value),
      !value.utf8.contains(where: { $0 == UInt8(ascii: "{") || $0 == 0x0A })
    else {
      return
    }
    let shown = value.count > 80 ? String(value.prefix(77)) + "…" : value
    throw InterfaceError(
      .invalidInput, "`\(shown)` is not a policy document (\(file.name))",
      help: value.isEmpty ? "give a document or a `file://` address" : "to give a file, write `file://\(shown)`")
  }

  private static func startsJSON(_ file: SourceFile) -> Bool {
    let first = firstByte(file)
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
  }

  private static func firstByte(_ file: SourceFile) -> UInt8? {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let start = file.bytes.starts(with: mark) ? mark.count : 0
    return file.bytes[start...].first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
  }
}
