import PolicyLanguage
public import ServiceCatalog
import SourceText

/// What the catalogue says of the names and patterns of policies, remembered from one policy to the next.
public final class CatalogMemory {
  /// The catalogue itself.
  public let catalog: ServiceCatalog
  private var services: [String: Service?] = [:]
  private var expansions: [String: [Action]] = [:]
  private var types: [String: [ResourceType]] = [:]
  private var typesAtHome: [String: [ResourceType]] = [:]
  private var typeWords: [String: Set<String>] = [:]
  private var keys: [String: KeyFacts] = [:]
  private var suggestions: [Misspelling: String?] = [:]
  private var spellings: [NameList: SpellingSuggestion.Candidates] = [:]
  private var fieldForms: [FieldOfService: FieldForms?] = [:]
  private var keysWithActions: [String: Bool] = [:]
  private var keySupport: [KeyOfAction: Bool] = [:]
  private var coverages: [String: PatternCoverage] = [:]
  private var rows: [Action: [Action.ResourceRow]] = [:]
  private var formatsOfServices: [Service: ResourceFormats] = [:]
  private var typesOfServices: [PatternInService: [ResourceType]] = [:]
  /// Of each pattern of actions those that can be limited to resources.
  var limitableActions: [String: LimitableActions] = [:]
  /// The formats of types as patterns.
  var formatPatterns: [ResourceType: [FormatPattern?]] = [:]
  /// The first format of types as something to fill in.
  var formatsToFillIn: [ResourceType: String?] = [:]
  /// Whether patterns of ARNs cover all resources of their types.
  var wholeTypes: [String: Bool] = [:]
  /// Whether resources of a type can carry a policy.
  var policyCarriers: [ResourceType: Bool] = [:]

  init(_ catalog: ServiceCatalog) { self.catalog = catalog }

  /// What is known of the actions of the ways to more permissions.
  private(set) lazy var escalation = EscalationMemory(catalog)

  /// The service of an action prefix, in any case.
  public func service(named prefix: String) -> Service? {
    if let known = services[prefix] { return known }
    let service = catalog.service(named: prefix)
    services[prefix] = service
    return service
  }

  /// The actions that a pattern covers.
  public func actions(matching pattern: String) -> [Action] {
    if let known = expansions[pattern] { return known }
    let actions = catalog.actions(matching: pattern)
    expansions[pattern] = actions
    return actions
  }

  /// What the actions that a pattern covers do.
  public func coverage(of pattern: String) -> PatternCoverage {
    if let known = coverages[pattern] { return known }
    let coverage = PatternCoverage(actions(matching: pattern))
    coverages[pattern] = coverage
    return coverage
  }

  /// The resource types that ARNs of a pattern can be of.
  public func resourceTypes(matching pattern: String) -> [ResourceType] {
    if let known = types[pattern] { return known }
    let found = catalog.resourceTypes(matching: pattern)
    types[pattern] = found
    return found
  }

  /// What is known of a condition key as a policy writes it.
  public func key(named name: String) -> KeyFacts {
    if let known = keys[name] { return known }
    let key = KeyFacts(name, in: self)
    keys[name] = key
    return key
  }

  /// A list of names out of which a suggestion comes.
  enum NameList: Hashable {
    case services, arnServices, globalKeys
    case actions(of: String)
    case arnTypes(of: String)
    case keys(of: String)
  }

  private struct Misspelling: Hashable {
    var word: String
    var list: NameList
  }

  /// The name of a list that is nearest to what was written; `nil` when none is near.
  func nearest(to word: String, in list: NameList) -> String? {
    let misspelling = Misspelling(word: word, list: list)
    if let known = suggestions[misspelling] { return known }
    let candidates = spellings[list] ?? SpellingSuggestion.Candidates(names(list))
    spellings[list] = candidates
    let nearest = candidates.nearest(to: word)
    suggestions[misspelling] = .some(nearest)
    return nearest
  }

  private func names(_ list: NameList) -> [String] {
    switch list {
    case .services: return catalog.services.map(\.prefix)
    case .arnServices: return arnServices.sorted()
    case .globalKeys: return catalog.globalConditionKeys.map(\.name)
    case .actions(let prefix): return service(named: prefix)?.actions.map(\.name) ?? []
    case .arnTypes(let prefix): return service(named: prefix).map(arnTypeWords)?.sorted() ?? []
    case .keys(let prefix): return service(named: prefix)?.conditionKeys.map(\.name) ?? []
    }
  }

  private struct KeyOfAction: Hashable {
    var action: String
    var key: String
  }

  /// Whether requests for an action can have a key, which is named as in the catalogue.
  func supports(_ action: Action, key: String) -> Bool {
    let pair = KeyOfAction(action: action.fullName, key: key)
    if let known = keySupport[pair] { return known }
    let isSupported = action.conditionKeys.contains { $0.name == key }
    keySupport[pair] = isSupported
    return isSupported
  }

  /// Whether some action of a service can have one of the service's keys.
  func hasActions(with key: String, in service: Service) -> Bool {
    if let known = keysWithActions[key] { return known }
    let found = service.actions.contains { action in action.conditionKeys.contains { $0.name == key } }
    keysWithActions[key] = found
    return found
  }

  /// The resource types that an action can be limited to.
  func resourceRows(of action: Action) -> [Action.ResourceRow] {
    if let known = rows[action] { return known }
    let found = action.resourceRows
    rows[action] = found
    return found
  }

  private struct PatternInService: Hashable {
    var service: Service
    var pattern: String
  }

  /// The resource types of a service that ARNs of a pattern can be of.
  func resourceTypes(of service: Service, matching pattern: String) -> [ResourceType] {
    let key = PatternInService(service: service, pattern: pattern)
    if let known = typesOfServices[key] { return known }
    let found = formats(of: service).types(matching: pattern)
    typesOfServices[key] = found
    return found
  }

  private func formats(of service: Service) -> ResourceFormats {
    if let known = formatsOfServices[service] { return known }
    let formats = ResourceFormats(of: service)
    formatsOfServices[service] = formats
    return formats
  }

  /// The names of services in ARNs, which are not always the prefixes of their actions: `elasticloadbalancing`, `execute-api`.
  public private(set) lazy var arnServices: Set<String> = {
    var names: Set<String> = []
    for service in catalog.services {
      names.insert(service.prefix)
      for type in service.resourceTypes {
        for format in type.arnFormats {
          let fields = format.split(separator: ":", maxSplits: 3, omittingEmptySubsequences: false)
          if fields.count > 3 { names.insert(String(fields[2])) }
        }
      }
    }
    return names
  }()

  /// Whether a text is the name of a service in ARNs.
  func isARNService(_ name: String) -> Bool { service(named: name)?.prefix == name || arnServices.contains(name) }

  /// The resource types that ARNs of a pattern can be of; those of the service that the ARN names count first.
  func resourceTypes(matching pattern: String, ofService name: String) -> [ResourceType] {
    if let known = typesAtHome[pattern] { return known }
    let atHome = service(named: name).map { formats(of: $0).types(matching: pattern) } ?? []
    let found = atHome.isEmpty ? resourceTypes(matching: pattern) : atHome
    typesAtHome[pattern] = found
    return found
  }

  /// The words that begin the last field of a service's ARNs.
  func arnTypeWords(of service: Service) -> Set<String> {
    if let known = typeWords[service.prefix] { return known }
    var words: Set<String> = []
    for format in service.resourceTypes.flatMap(\.arnFormats) {
      let fields = format.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
      guard fields.count == 6, fields[2] == service.prefix else { continue }
      let word = FieldForm.firstWord(fields[5])
      if !word.isEmpty, !word.contains("$"), !word.contains("*") { words.insert(String(word)) }
    }
    typeWords[service.prefix] = words
    return words
  }

  private struct FieldOfService: Hashable {
    var service: String
    var word: String?
    var field: ARN.Field
  }

  /// What the formats of a service's own resource types have in a field.
  struct FieldForms {
    /// Those of all formats.
    var all: Set<FieldForm> = []
    /// Those of the formats that take any text as the resource.
    var ofAnyText: Set<FieldForm> = []
  }

  /// What the formats of a service's own resource types have in a field; `nil` when it has none.
  ///
  /// With a word only those formats count of which the resource can begin with it.
  func forms(of field: ARN.Field, ofService name: String, beginningWith word: String?) -> FieldForms? {
    guard let service = service(named: name) else { return nil }
    // All words that no format has are alike.
    let word = word.map { arnTypeWords(of: service).contains($0) ? $0 : "" }
    let key = FieldOfService(service: name, word: word, field: field)
    if let known = fieldForms[key] { return known }
    var forms: FieldForms?
    for format in service.resourceTypes.flatMap(\.arnFormats) {
      guard let fields = FieldForm.fields(of: format), fields[ARN.Field.service.rawValue + 1] == name else { continue }
      let first = FieldForm.firstWord(fields[5])
      if let word, FieldForm(first) == .word, first != word { continue }
      let form = FieldForm(fields[field.rawValue + 1])
      forms = forms ?? FieldForms()
      forms?.all.insert(form)
      if FieldForm.isAnyText(fields[5]) { forms?.ofAnyText.insert(form) }
    }
    fieldForms[key] = .some(forms)
    return forms
  }
}
