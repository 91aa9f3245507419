import Authorization
import PolicyLanguage
import ServiceCatalog
import SourceText

/// The single values of an absent key to try, the likelier ones first.
struct KeyTexts {
  /// A clause on the key.
  struct Use {
    var clause: ConditionClause
    var policy: Policy
    /// Which statement it is of.
    var statement: Int

    /// A text that holds the key as a policy variable.
    struct Template {
      var text: String
      var wildcards: Bool
      /// Whether it is compared as text, letter by letter.
      var mindsCase = true
      /// The key whose values the text is compared with; `nil` for the request's resource.
      var against: String?
    }

    /// The operator.
    var comparison: ConditionOperator? { ConditionOperator.named(clause.operatorName.value.base) }
    /// Whether it asks for a value, rather than whether there is one.
    var comparesValues: Bool { clause.operatorName.value.base.lowercased() != "null" }
  }

  /// The texts.
  var list: [String] = []
  /// Whether they stand for all that the key can hold.
  var isExact = true

  private let name: String
  private let request: AuthorizationRequest
  private var seen: Set<String> = []

  init(_ name: String, _ uses: [Use], type: ConditionKey.ValueType?, request: AuthorizationRequest) {
    self.name = name.lowercased()
    self.request = request
    if type == .bool {
      add("true")
      add("false")
      return
    }
    let comparing = uses.filter(\.comparesValues)
    var kinds: [ConditionOperator.ValueKind] = []
    for use in comparing {
      if let kind = use.comparison?.valueKind, !kinds.contains(kind) { kinds.append(kind) }
    }
    if kinds.count > 1 { isExact = false }
    for kind in kinds {
      let own = comparing.filter { $0.comparison?.valueKind == kind }
      let values = own.flatMap { $0.clause.values.map(\.value.text) }
      switch kind {
      case .string, .arn: addTexts(own)
      case .boolean:
        add("true")
        add("false")
      case .number: add(ValueBounds.numbers(values))
      case .date: add(ValueBounds.dates(values))
      case .address: add(ValueBounds.addresses(values))
      case .binary: add((values + ["ZXhhbXBsZQ=="], true))
      }
    }
    addOthers(comparing, kinds, type)
  }

  private mutating func add(_ text: String) {
    if seen.insert(text).inserted { list.append(text) }
  }

  private mutating func add(_ bounds: (texts: [String], isExact: Bool)) {
    bounds.texts.forEach { add($0) }
    if !bounds.isExact { isExact = false }
  }

  // MARK: Texts

  /// Texts that the values of clauses match.
  private mutating func addTexts(_ uses: [Use]) {
    var literals: [(text: String, clauses: Set<Int>)] = []
    var patterns: [(pattern: TextPattern, use: Int)] = []
    var ignoresCase = false
    var hasVariables = false
    for (index, use) in uses.enumerated() {
      if use.comparison?.name.hasSuffix("IgnoreCase") == true { ignoresCase = true }
      for value in use.clause.values {
        if VariableTemplate.mayHoldVariables(value.value.text) { hasVariables = true }
        for pattern in readings(value.value.text, use) {
          guard pattern.isLiteral else {
            patterns.append((pattern, index))
            continue
          }
          let text = pattern.shortestText(filler: "x")
          if let known = literals.firstIndex(where: { $0.text == text }) {
            literals[known].clauses.insert(index)
          } else {
            literals.append((text, [index]))
          }
        }
      }
    }
    // Of texts that the same clauses list one will do, when nothing but the lists tells texts apart; an ARN operator takes
    // only ARNs.
    struct Listing: Hashable {
      var clauses: Set<Int>
      var isARN: Bool
    }
    var listings: Set<Listing> = []
    let tellsApart = !patterns.isEmpty || ignoresCase || hasVariables
    for literal in literals where !literal.text.isEmpty {
      let listing = Listing(clauses: literal.clauses, isARN: ARN(literal.text) != nil)
      if tellsApart || listings.insert(listing).inserted { add(literal.text) }
    }
    for (pattern, _) in patterns.prefix(8) { add(pattern.example) }
    for (place, (first, firstUse)) in patterns.prefix(6).enumerated() {
      for (second, secondUse) in patterns.prefix(6).dropFirst(place + 1)
      where firstUse != secondUse && uses[firstUse].statement == uses[secondUse].statement {
        if case .text(let text) = CommonText(maximumStates: 200).find([first, second]) { add(text) }
      }
    }
    if ignoresCase {
      isExact = isExact && uses.allSatisfy { $0.comparison?.name.hasSuffix("IgnoreCase") == true }
      for literal in literals.prefix(4) {
        add(literal.text.lowercased())
        add(literal.text.uppercased())
      }
    }
    if patterns.count > 1 || (!patterns.isEmpty && uses.contains { $0.comparison?.valueKind == .arn }) {
      isExact = false
    }
    // A text with a character that no pattern names matches only where wildcards take it.
    let named = Set(patterns.flatMap { $0.pattern.tokens } + literals.flatMap { TextPattern($0.text).tokens })
    let filler = "qzjQZJ~".unicodeScalars.first { !named.contains(.character($0)) }
    if let filler {
      for (pattern, _) in patterns.prefix(4) { add(pattern.longerText(filler: filler)) }
      unnamed = [String(filler), String(repeating: String(filler), count: 40)]
    } else {
      isExact = false
    }
  }

  /// Texts that no clause names.
  private var unnamed: [String] = []

  /// A value of a clause as patterns: with each policy variable replaced by what it may stand for.
  private mutating func readings(_ text: String, _ use: Use) -> [TextPattern] {
    let wildcards = use.comparison?.allowsWildcards ?? false
    let expands = use.policy.expandsVariables && use.comparison?.expandsVariables == true
    guard expands, VariableTemplate.mayHoldVariables(text) else {
      return [TextPattern(text, wildcards: wildcards, variable: nil)]
    }
    let template = VariableTemplate(parsing: text)
    func reading(_ substitute: (VariableTemplate.Variable) -> String) -> TextPattern {
      var pattern = TextPattern("")
      for part in template.parts {
        switch part {
        case .literal(let text): pattern.tokens += TextPattern(text, wildcards: wildcards, variable: nil).tokens
        case .special(let character):
          pattern.tokens += TextPattern(String(character), wildcards: false, variable: nil).tokens
        case .variable(let variable):
          pattern.tokens += TextPattern(substitute(variable), wildcards: false, variable: nil).tokens
        }
      }
      return pattern
    }
    func value(_ variable: VariableTemplate.Variable) -> String? { request.context[variable.name]?.values.first }
    if template.variables.contains(where: { value($0) == nil }) { isExact = false }
    // A key that holds a set has no value as a variable, and the default takes its place.
    return [
      reading { value($0) ?? ExampleText.any }, reading { value($0) ?? $0.defaultValue ?? ExampleText.any },
      reading { $0.defaultValue ?? ExampleText.any },
    ]
  }

  // MARK: Variables

  /// Most values found for one text.
  private static let maximumCaptures = 6

  /// Adds values with which texts that hold the key as a variable match what they are compared with.
  ///
  /// They stand for all when the text is compared with something known and the key is all that it lacks: any other value
  /// does not match.
  mutating func addVariableValues(_ templates: [Use.Template]) {
    guard !templates.isEmpty else { return }
    for template in templates {
      let compared: [String]
      if let key = template.against {
        guard let known = request.context[key]?.values, template.mindsCase else {
          isExact = false
          continue
        }
        compared = known
      } else {
        compared = [request.resource.arn]
      }
      let parts = VariableTemplate(parsing: template.text).parts
      let isAlone = parts.count(where: { isUnknown($0) }) == 1
      for text in compared {
        let scalars = Array(text.unicodeScalars)
        guard pattern(parts[...], template).matchingPrefixes(of: scalars).last == true else { continue }
        let values = captures(parts, template, in: scalars)
        if !isAlone || values.count > Self.maximumCaptures { isExact = false }
        for value in values.prefix(Self.maximumCaptures).reversed() { insert(value) }
      }
    }
    add(ExampleText.any)
    unnamed = unnamed.isEmpty ? ["qzj"] : unnamed
    add(unnamed[0])
  }

  /// Whether a part of a text is a variable that the request has no value for.
  private func isUnknown(_ part: VariableTemplate.Part) -> Bool {
    if case .variable(let variable) = part { return request.context[variable.name] == nil }
    return false
  }

  /// Puts a text before the others.
  private mutating func insert(_ text: String) {
    if seen.insert(text).inserted { list.insert(text, at: 0) }
  }

  /// What the variable would have to hold for a text to match, as far as the pieces beside it tell.
  private func captures(
    _ parts: [VariableTemplate.Part], _ template: Use.Template, in scalars: [Unicode.Scalar]
  ) -> [String] {
    let place = parts.firstIndex { part in
      if case .variable(let variable) = part { return variable.name.lowercased() == name }
      return false
    }
    guard let place else { return [] }
    let before = pattern(parts[..<place], template).matchingPrefixes(of: scalars)
    var reversed = pattern(parts[(place + 1)...], template)
    reversed.tokens.reverse()
    let after = Array(reversed.matchingPrefixes(of: scalars.reversed()).reversed())
    var found: [String] = []
    for start in before.indices where before[start] {
      for end in after.indices where end > start && after[end] {
        var value = String.UnicodeScalarView()
        value.append(contentsOf: scalars[start..<end])
        if !found.contains(String(value)) { found.append(String(value)) }
        if found.count > Self.maximumCaptures { return found }
      }
    }
    return found
  }

  /// Parts of a template as a pattern; absent variables as any text.
  private func pattern(_ parts: ArraySlice<VariableTemplate.Part>, _ template: Use.Template) -> TextPattern {
    var pattern = TextPattern("")
    for part in parts {
      switch part {
      case .literal(let text):
        pattern.tokens += TextPattern(text, wildcards: template.wildcards, variable: nil).tokens
      case .special(let character):
        pattern.tokens += TextPattern(String(character), wildcards: false, variable: nil).tokens
      case .variable(let variable):
        guard let value = request.context[variable.name]?.values.first else {
          pattern.tokens.append(.run)
          continue
        }
        pattern.tokens += TextPattern(value, wildcards: false, variable: nil).tokens
      }
    }
    return pattern
  }

  // MARK: Other values

  /// Adds values that no clause names, and the empty text where the key may hold it.
  private mutating func addOthers(
    _ uses: [Use], _ kinds: [ConditionOperator.ValueKind], _ type: ConditionKey.ValueType?
  ) {
    let isText = kinds.contains(.string) || kinds.contains(.arn)
    if isText || kinds.isEmpty {
      for text in ExampleText.values(of: name, type: type, isARN: kinds.contains(.arn)) { add(text) }
      unnamed.forEach { add($0) }
    }
    switch type {
    case .numeric?, .date?, .ipAddress?, .bool?, .arn?, .binary?: break
    case .string?, nil:
      // What cannot be read as the operator's kind, and what is present without a value.
      add(ExampleText.any)
      add("")
    }
  }
}
