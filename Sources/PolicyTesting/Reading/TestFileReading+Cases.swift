import Authorization
import DocumentSyntax
import PolicyLanguage
import ServiceCatalog
import SourceText

extension TestFileReading {
  private static let groupFields = ["name"] + CaseSettings.fields + ["cases"]
  private static let caseFields = ["name"] + CaseSettings.fields + ["expect", "by", "table", "cases"]
  private static let tableFields = ["name"] + CaseSettings.fields + ["table"]

  // MARK: Groups

  mutating func readCases(_ node: SyntaxNode?, of parent: SyntaxNode, inherited: CaseSettings, path: [String]) {
    guard let node, node.kind == .array, !node.elements.isEmpty else {
      report(.missingField, "expected a list of cases under `cases`", at: node?.range ?? opening(of: parent))
      return
    }
    var seen: Set<String> = []
    for entry in node.elements {
      guard entry.kind == .object else {
        report(.field, "expected a case to be a mapping", at: opening(of: entry))
        continue
      }
      let name = text(entry["name"], "`name`")
      if name?.value.isEmpty ?? (entry["name"] == nil) {
        report(.missingField, "a case needs a `name`", at: name?.node.range ?? opening(of: entry))
      }
      if let name, !name.value.isEmpty, !seen.insert(name.value).inserted {
        report(.duplicateName, "there is already a case `\(name.value)` here", at: name.node.range)
      }
      readEntry(entry, inherited: inherited, path: path + [name?.value ?? ""])
    }
  }

  private mutating func readEntry(_ entry: SyntaxNode, inherited: CaseSettings, path: [String]) {
    result.names.append(path.joined(separator: " / "))
    var settings = inherited
    apply(entry, to: &settings)
    if let cases = entry["cases"] {
      checkFields(of: entry, allowed: Self.groupFields, what: "a group of cases")
      readCases(cases, of: entry, inherited: settings, path: path)
    } else if let table = entry["table"] {
      checkFields(of: entry, allowed: Self.tableFields, what: "a case with a table")
      readTable(table, settings, path: path)
    } else {
      checkFields(of: entry, allowed: Self.caseFields, what: "a case")
      readCase(entry, settings, path: path)
    }
  }

  // MARK: Cases

  /// Reads one entry that is no group: a case, or several that expect the same.
  private mutating func readCase(_ entry: SyntaxNode, _ settings: CaseSettings, path: [String]) {
    var expectation: Expectation?
    if let node = entry["expect"] {
      expectation = outcome(node).map { Expectation($0) }
    } else {
      report(
        .missingField, "the case needs `expect`", at: opening(of: entry),
        help: "one of " + Expectation.Outcome.words.map { "`\($0)`" }.joined(separator: ", "))
    }
    let by = entry["by"].flatMap { readBy($0) }
    for (list, field) in [
      (settings.principals, "principal"), (settings.actions, "action"), (settings.resources, "resource"),
    ] where list.isEmpty && entry[field] == nil {
      report(.missingField, "the case needs `\(field)`", at: opening(of: entry))
    }
    for principal in settings.principals {
      for action in settings.actions {
        for resource in settings.resources {
          let question = Question(principal: principal, action: action, resource: resource)
          let name = (path + question.labels(of: settings)).joined(separator: " / ")
          addCase(question, settings, name: name, range: entry.range, expectation: expectation, by: by)
        }
      }
    }
  }

  /// Who asks for what, as the file says it.
  struct Question {
    var principal: CaseSettings.Text
    var action: CaseSettings.Text
    var resource: CaseSettings.Text

    /// What tells the question apart from the others of its case.
    func labels(of settings: CaseSettings) -> [String] {
      var labels: [String] = []
      if settings.principals.count > 1 { labels.append(principal.value) }
      if settings.actions.count > 1 { labels.append(action.value) }
      if settings.resources.count > 1 { labels.append(resource.value) }
      return labels.isEmpty ? [] : [labels.joined(separator: " ")]
    }
  }

  /// Adds a case, unless something it needs is wrong, which is reported.
  mutating func addCase(
    _ question: Question, _ settings: CaseSettings, name: String, range: ByteRange, expectation: Expectation?, by: By?
  ) {
    let isKnownAction = checkAction(question.action)
    let principal = principal(question.principal)
    let resource = resource(question.resource)
    guard let principal, let resource,
      let policies = gather(settings, principal: principal, resource: resource), var expectation
    else { return }
    if let by { check(by, of: &expectation, policies) }
    guard isKnownAction else { return }
    let applicable: ApplicablePolicies?
    if expectation.outcome == .malformedPolicy {
      let isMalformed = policies.all.contains { $0.parsed.hasErrors }
      applicable = isMalformed ? nil : compile(policies)
    } else {
      reportMistakes(in: policies)
      applicable = policies.all.contains { $0.parsed.hasErrors } ? nil : compile(policies)
    }
    let stated = statedContext(settings)
    let facts = settings.derive ? Self.facts(settings, principal: principal, resource: resource) : nil
    let derived = facts?.context(action: question.action.value, stated: stated, catalog: reader.catalog)
    let leftOut = settings.context.filter { $0.values == nil }.map(\.name)
    statedKeys.add(settings.context, derived?.warnings ?? [])
    result.cases.append(
      PolicyTestCase(
        name: name, file: file, range: range, principalName: question.principal.value,
        resourceName: question.resource.value,
        request: AuthorizationRequest(
          principal: principal.principal, action: question.action.value, resource: restricted(resource, policies),
          context: Self.leavingOut(leftOut, of: derived?.context ?? stated)),
        derivedContext: derived, facts: facts.map { PolicyTestFacts($0, keysLeftOut: leftOut) }, policies: policies,
        applicable: applicable,
        expectation: expectation,
        page: settings.page?.value, reason: settings.why?.value,
        undocumented: settings.undocumented?.value))
  }

  private func statedContext(_ settings: CaseSettings) -> RequestContext {
    var context = RequestContext()
    for key in settings.context {
      if let values = key.values { context.set(.init(key.name, values, isMultivalued: key.isSet)) }
    }
    return context
  }

  private static func leavingOut(_ keys: [String], of context: RequestContext) -> RequestContext {
    let absent = keys.map { $0.lowercased() }
    guard !absent.isEmpty else { return context }
    return RequestContext(context.entries.filter { !absent.contains($0.name.lowercased()) })
  }

  // MARK: Policies and actions

  /// Reports what is wrong with policies that must be fit to decide, each once.
  private mutating func reportMistakes(in policies: CasePolicies) {
    for document in policies.all where document.parsed.hasErrors {
      for diagnostic in document.parsed.diagnostics where diagnostic.severity == .error {
        // Read for several parts, a policy has most of its mistakes in each.
        let mark = "\(diagnostic.file.name):\(diagnostic.range.lowerBound):\(diagnostic.message)"
        if library.reported.insert(mark).inserted { result.diagnostics.append(diagnostic) }
      }
    }
  }

  private mutating func compile(_ policies: CasePolicies) -> ApplicablePolicies? {
    do { return try library.compile(policies) } catch {
      for diagnostic in error.diagnostics {
        let mark = "\(diagnostic.file.name):\(diagnostic.range.lowerBound):\(diagnostic.message)"
        if library.reported.insert(mark).inserted { result.diagnostics.append(diagnostic) }
      }
      return nil
    }
  }

  /// Whether AWS has the action; reports it otherwise, and warns of one that it has no more.
  private mutating func checkAction(_ action: CaseSettings.Text) -> Bool {
    let place = action.node.range.lowerBound
    if let known = library.checkedActions[place] { return known }
    let isKnown = isAction(action)
    library.checkedActions[place] = isKnown
    return isKnown
  }

  private mutating func isAction(_ action: CaseSettings.Text) -> Bool {
    let parts = action.value.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else {
      report(
        .field, "`\(action.value)` is not an action", at: action.node.range,
        help: "write `service:Action`, such as `s3:GetObject`")
      return false
    }
    guard !action.value.contains("*"), !action.value.contains("?") else {
      report(
        .field, "`\(action.value)` is not one action", at: action.node.range,
        help: "a case asks about actions by name; several are written as a list")
      return false
    }
    guard let catalog = reader.catalog else { return true }
    guard let service = catalog.service(named: String(parts[0])) else {
      report(
        .unknownAction, "no service has the prefix `\(parts[0])`", at: action.node.range,
        help: Self.suggestion(String(parts[0]), among: catalog.services.map(\.prefix)))
      return false
    }
    guard let known = service.action(named: String(parts[1])) else {
      let names = service.actions.map(\.name)
      report(
        .unknownAction, "\(service.name) has no action `\(parts[1])`", at: action.node.range,
        help: SpellingSuggestion.nearest(to: String(parts[1]), among: names).map {
          "did you mean `\(service.prefix):\($0)`?"
        })
      return false
    }
    if known.isRetired || service.isRetired {
      report(
        .retiredAction, "AWS's reference has the action `\(action.value)` no more", at: action.node.range,
        severity: .warning)
    }
    return true
  }
}
