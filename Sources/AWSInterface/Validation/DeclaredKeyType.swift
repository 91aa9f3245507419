import ServiceCatalog

/// What the service catalogue declares of a condition key, held against how a request gives it.
struct DeclaredKeyType {
  private let name: String
  private let declaration: ConditionKeyDeclaration

  /// The declaration of a key; `nil` for a key that the catalogue lacks.
  init?(_ name: String, in catalog: ServiceCatalog) {
    guard let declaration = catalog.declaration(ofConditionKey: name) else { return nil }
    self.name = name
    self.declaration = declaration
  }

  /// Whether the key holds a set; several values can only be a set, whatever is declared.
  func isMultivalued(_ valueCount: Int) -> Bool { declaration.isMultivalued || valueCount > 1 }

  /// The name of the type in a request.
  private var expected: ContextKeyType {
    switch (declaration.valueType, declaration.isMultivalued) {
    case (.string, false), (.arn, false): return .string
    case (.string, true), (.arn, true): return .stringList
    case (.bool, false): return .boolean
    case (.bool, true): return .booleanList
    case (.numeric, false): return .numeric
    case (.numeric, true): return .numericList
    case (.date, false): return .date
    case (.date, true): return .dateList
    case (.ipAddress, false): return .ip
    case (.ipAddress, true): return .ipList
    case (.binary, false): return .binary
    case (.binary, true): return .binaryList
    }
  }

  /// Where the request contradicts the declaration: in a type that is given, in the number of values, or in a value.
  ///
  /// A text that is of the declared kind is in order, `"true"` for a `Bool`.
  func contradiction(given type: ContextKeyType?, values: [String]) -> String? {
    let declared = "AWS declares it as `\(expected.rawValue)`, which counts"
    if let type, type != expected, !(type == .string && expected.element != .string && !declaration.isMultivalued) {
      return "context key `\(name)` is given as `\(type.rawValue)`; \(declared)"
    }
    if !declaration.isMultivalued, values.count > 1 {
      return "context key `\(name)` has \(values.count) values, but AWS sends one; they are taken as a set"
    }
    guard let odd = values.first(where: { !ContextValidation.isValid($0, expected.element) }) else { return nil }
    return
      "value `\(odd.shortened)` of context key `\(name)` is not \(ContextValidation.expectation(expected.element)), "
      + "as AWS would send"
  }
}
