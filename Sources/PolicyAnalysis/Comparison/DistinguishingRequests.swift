import Authorization
import PolicyLanguage

/// Requests that the patterns of two policies without principals tell apart.
///
/// For each statement: texts that its actions and resources match, alone and together with each pattern of another
/// statement, in contexts that its conditions hold in, and in those that differ in one key.
struct DistinguishingRequests {
  private let statements: [Statement]
  private let expandsVariables: Bool
  private let contexts: StatementContexts

  /// Patterns that are combined with each other; of more only the first ones are.
  private static let maximumPartners = 24
  /// Requests tried for one statement.
  private static let maximumRequests = 20_000
  /// A text that no policy holds.
  static let marker = "zq7v-other"

  init(_ policies: Policy...) {
    statements = policies.flatMap(\.statements)
    expandsVariables = policies.contains(where: \.expandsVariables)
    contexts = StatementContexts(policies)
  }

  /// Whether something holds of all of them.
  func allSatisfy(_ holds: (AuthorizationRequest) -> Bool) -> Bool {
    let actions = Set(statements.flatMap { $0.action?.values.map { $0.value.lowercased() } ?? [] }).sorted()
    let resources = Set(statements.flatMap { $0.resource?.values.map(\.value) ?? [] }).sorted()
    return statements.allSatisfy { statement in
      let names = texts(
        statement.action?.values.map { $0.value.lowercased() } ?? [], beside: actions, { TextPattern($0) },
        other: "zq7v:other")
      let places = texts(
        statement.resource?.values.map(\.value) ?? [], beside: resources, resourcePattern,
        other: "arn:aws:zq7v:us-east-1:111122223333:\(Self.marker)")
      var budget = Self.maximumRequests
      for context in contexts.contexts(for: statement) {
        for place in places {
          for name in names {
            budget -= 1
            guard budget >= 0 else { return true }
            let request = AuthorizationRequest(
              principal: .unspecified, action: name, resource: Resource(place), context: context)
            if !holds(request) { return false }
          }
        }
      }
      return true
    }
  }

  private func resourcePattern(_ text: String) -> TextPattern {
    guard text.hasPrefix("arn:") else { return TextPattern(text) }
    guard expandsVariables, VariableTemplate.mayHoldVariables(text) else { return TextPattern(arn: text) }
    return TextPattern(text, wildcards: true) { _ in StatementContexts.variable }
  }

  /// Texts that some patterns match: each alone, shortest and with something in place of `*`, and together with others.
  private func texts(
    _ own: [String], beside all: [String], _ pattern: (String) -> TextPattern, other: String
  ) -> [String] {
    var found: [String] = [other]
    var known: Set<String> = [other]
    func add(_ text: String) { if known.insert(text).inserted { found.append(text) } }
    let partners = all.filter { $0.contains("*") || $0.contains("?") }.prefix(Self.maximumPartners).map(pattern)
    for text in own {
      let first = pattern(text)
      add(first.shortestText(filler: "x"))
      add(first.text(filler: "v", run: Self.marker))
      guard !first.isLiteral else { continue }
      for second in partners where second != first {
        if case .text(let common) = CommonText(maximumStates: 2_000).find([first, second]) { add(common) }
      }
    }
    // What other statements name literally may fall under a pattern here.
    for text in all where own.contains(where: { $0.contains("*") || $0.contains("?") }) && !text.contains("*") {
      add(text)
    }
    return found
  }
}
