import Authorization
import PolicyLanguage
import ServiceCatalog
import SourceText

/// The values of one absent key to try: at least one of each class that the clauses on it tell apart, where that can be had.
struct KeyValues {
  /// The values, and whether they stand for all.
  let choices: KeyChoices

  /// Most texts for a key; the sets are made of them.
  private static let maximumTexts = 12

  init(_ key: Int, of statements: OpenStatements, request: AuthorizationRequest, types: KeyTypes) {
    let name = statements.keys[key]
    let uses = Uses(key, statements)
    var texts = KeyTexts(name, uses.clauses, type: types.type(of: name)?.values, request: request)
    texts.addVariableValues(uses.templates)
    self.init(
      name, texts, uses.clauses.map(\.clause), isVariable: !uses.templates.isEmpty, type: types.type(of: name))
  }

  /// The values that clauses of one statement tell apart; they hold no variables.
  init(
    _ name: String, clauses: [ConditionClause], of policy: Policy, request: AuthorizationRequest, types: KeyTypes
  ) {
    let type = types.type(of: name)
    let uses = clauses.map { KeyTexts.Use(clause: $0, policy: policy, statement: 0) }
    self.init(
      name, KeyTexts(name, uses, type: type?.values, request: request), clauses, isVariable: false, type: type)
  }

  private init(
    _ name: String, _ texts: KeyTexts, _ clauses: [ConditionClause], isVariable: Bool,
    type: (values: ConditionKey.ValueType, isMultivalued: Bool)?
  ) {
    var texts = texts
    if texts.list.count > Self.maximumTexts {
      texts.list = Array(texts.list.prefix(Self.maximumTexts / 2) + texts.list.suffix(Self.maximumTexts / 2))
      texts.isExact = false
    }
    var isExact = texts.isExact
    let hasSets = clauses.contains { $0.operatorName.value.qualifier != nil }
    let isPlain = isVariable || clauses.contains { $0.operatorName.value.qualifier == nil }
    let isMultivalued = type?.isMultivalued ?? false

    var entries: [RequestContext.Entry?] = [nil]
    if !isMultivalued, type != nil || !hasSets || isPlain {
      entries += texts.list.map { RequestContext.Entry(name, [$0]) }
    }
    if isMultivalued || (type == nil && hasSets) {
      entries += texts.list.map { RequestContext.Entry(name, [$0], isMultivalued: true) }
      let (sets, isComplete) = Self.sets(of: texts.list)
      entries += sets.map { RequestContext.Entry(name, $0, isMultivalued: true) }
      entries.append(RequestContext.Entry(name, [], isMultivalued: true))
      isExact = isExact && isComplete
    } else if type == nil {
      // A key that nobody knows may hold a set as well; no plain operator holds of one.
      entries.append(RequestContext.Entry(name, [ExampleText.any], isMultivalued: true))
      entries.append(RequestContext.Entry(name, [], isMultivalued: true))
    }
    choices = KeyChoices(entries: entries, isExact: isExact)
  }

  /// Sets of two values and more: all of them where the values are few.
  private static func sets(of texts: [String]) -> (sets: [[String]], isComplete: Bool) {
    if texts.count <= 5 {
      let subsets = (0..<1 << texts.count).filter { $0.nonzeroBitCount > 1 }
        .sorted { ($0.nonzeroBitCount, $0) < ($1.nonzeroBitCount, $1) }
      return (subsets.map { subset in texts.indices.filter { subset >> $0 & 1 == 1 }.map { texts[$0] } }, true)
    }
    var sets: [[String]] = []
    for (index, first) in texts.prefix(6).enumerated() {
      for second in texts.prefix(6).dropFirst(index + 1) { sets.append([first, second]) }
    }
    return (sets + [texts], false)
  }

  /// Where the policies use a key.
  private struct Uses {
    /// The clauses on it.
    var clauses: [KeyTexts.Use] = []
    /// The texts that hold it as a variable.
    var templates: [KeyTexts.Use.Template] = []

    init(_ key: Int, _ statements: OpenStatements) {
      let name = statements.keys[key].lowercased()
      for statement in statements.list {
        let policy = statement.policy
        for part in statement.parts where part.keys.contains(key) {
          switch part.element {
          case .resource:
            for value in statement.statement.resource?.values ?? [] {
              templates.append(.init(text: value.value, wildcards: true, against: nil))
            }
          case .clause(let index):
            guard let clause = statement.statement.condition?.clauses[index] else { continue }
            if clause.key.value.lowercased() == name {
              clauses.append(.init(clause: clause, policy: policy, statement: statement.id))
            }
            let comparison = ConditionOperator.named(clause.operatorName.value.base)
            let isText = comparison?.valueKind == .string || comparison?.valueKind == .arn
            for value in clause.values where Self.names(value.value.text, name) {
              templates.append(
                .init(
                  text: value.value.text, wildcards: comparison?.allowsWildcards ?? false,
                  mindsCase: isText && comparison?.name.hasSuffix("IgnoreCase") == false, against: clause.key.value))
            }
          }
        }
      }
      templates.removeAll { !Self.names($0.text, name) }
    }

    private static func names(_ text: String, _ key: String) -> Bool {
      VariableTemplate.mayHoldVariables(text)
        && VariableTemplate(parsing: text).variables.contains { $0.name.lowercased() == key }
    }
  }
}
