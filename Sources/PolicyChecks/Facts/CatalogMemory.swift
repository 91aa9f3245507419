import PolicyAnalysis
import PolicyLanguage
public import ServiceCatalog
import SourceText

/// What the catalogue says of the names and patterns of policies, remembered from one policy to the next.
public final class CatalogMemory {
  /// The catalogue itself.
  public let catalog: ServiceCatalog
  private var services = TextTable<Service?>()
  private var expansions: [String: [Action]] = [:]
  private var actionPatterns = TextTable<ActionPattern>()
  private var resourcePatterns = TextTable<ResourcePattern>()
  /// By their numbers.
  private var knownActions: [KnownAction?]
  private var knownTypes: [KnownType?]
  private var typeWords: [Int: Set<String>] = [:]
  private var fieldsOfFormats: [Int: [[Substring]]] = [:]
  private var keys = TextTable<KeyFacts>()
  private var suggestions: [Misspelling: String?] = [:]
  private var spellings: [NameList: SpellingSuggestion.Candidates] = [:]
  private var fieldForms: [FieldOfService: FieldForms?] = [:]
  private var keysWithActions: [String: Bool] = [:]
  private var keysOfServices: [KeyOfService: ConditionKey?] = [:]
  private var formatsOfServices: [Service: ResourceFormats] = [:]

  init(_ catalog: ServiceCatalog) {
    self.catalog = catalog
    knownActions = Array(repeating: nil, count: catalog.actionCount)
    knownTypes = Array(repeating: nil, count: catalog.resourceTypeCount)
  }

  /// What is known of the actions of the ways to more permissions.
  private(set) lazy var escalation = EscalationMemory(catalog)
  /// What conditions come to.
  private(set) lazy var conditionTruth = ConditionTruthMemory(catalog: catalog)

  /// The service of an action prefix, in any case.
  public func service(named prefix: String) -> Service? {
    let (known, hash) = services.find(prefix)
    if let known { return known }
    let service = catalog.service(named: prefix)
    services.insert(service, for: prefix, hash: hash)
    return service
  }

  /// The actions that a pattern covers.
  public func actions(matching pattern: String) -> [Action] {
    if let known = expansions[pattern] { return known }
    let actions = catalog.actions(matching: pattern)
    expansions[pattern] = actions
    return actions
  }

  /// What is known of a text of `Action` or `NotAction`.
  func pattern(ofAction text: String) -> ActionPattern {
    let (known, hash) = actionPatterns.find(text)
    if let known { return known }
    let pattern = ActionPattern(text, in: self)
    actionPatterns.insert(pattern, for: text, hash: hash)
    return pattern
  }

  /// What is known of a text of `Resource` or `NotResource`.
  func pattern(ofResource text: String) -> ResourcePattern {
    let (known, hash) = resourcePatterns.find(text)
    if let known { return known }
    let pattern = ResourcePattern(text, in: self)
    resourcePatterns.insert(pattern, for: text, hash: hash)
    return pattern
  }

  /// What is known of an action.
  func known(_ action: Action) -> KnownAction {
    let number = action.number
    if let known = knownActions[number] { return known }
    let known = KnownAction(action, in: self)
    knownActions[number] = known
    return known
  }

  /// Amazon S3, whose actions name resources in another way than others.
  private(set) lazy var s3 = catalog.service(named: "s3")

  /// What the lists of sensitive actions say of an action.
  func kind(of action: Action) -> SensitiveActions.Kind? { kindsOfActions[action.number] }

  /// By the numbers of the actions.
  private lazy var kindsOfActions: [SensitiveActions.Kind?] = {
    var kinds: [SensitiveActions.Kind?] = Array(repeating: nil, count: catalog.actionCount)
    for (name, kind) in SensitiveActions.kinds {
      // Names compare without regard to case; the lists have them as AWS spells them.
      if let action = catalog.action(named: name) { kinds[action.number] = kind }
    }
    return kinds
  }()

  /// What is known of a resource type.
  func known(_ type: ResourceType) -> KnownType {
    let number = type.number
    if let known = knownTypes[number] { return known }
    let known = KnownType(type)
    knownTypes[number] = known
    return known
  }

  /// What is known of a condition key as a policy writes it.
  public func key(named name: String) -> KeyFacts {
    let (known, hash) = keys.find(name)
    if let known { return known }
    let key = KeyFacts(name, in: self)
    keys.insert(key, for: name, hash: hash)
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

  /// Whether requests for an action can have a key, which is named as in the catalogue.
  func supports(_ action: Action, key: String) -> Bool {
    self.key(inCatalogAs: key, of: action.owner).map(action.canHave) ?? false
  }

  /// The key of a service that the catalogue has under a name.
  func key(inCatalogAs name: String, of service: Service) -> ConditionKey? {
    let question = KeyOfService(service: service, name: name)
    if let known = keysOfServices[question] { return known }
    let key = service.conditionKey(inCatalogAs: name)
    keysOfServices[question] = .some(key)
    return key
  }

  private struct KeyOfService: Hashable {
    var service: Service
    var name: String
  }

  /// Whether some action of a service can have one of the service's keys.
  func hasActions(with key: String, in service: Service) -> Bool {
    if let known = keysWithActions[key] { return known }
    let found =
      self.key(inCatalogAs: key, of: service).map { key in service.actions.contains { $0.canHave(key) } } ?? false
    keysWithActions[key] = found
    return found
  }

  /// The ARN formats of a service.
  func formats(of service: Service) -> ResourceFormats {
    if let known = formatsOfServices[service] { return known }
    let formats = ResourceFormats(of: service)
    formatsOfServices[service] = formats
    return formats
  }

  /// The names of services in ARNs, which are not always the prefixes of their actions: `elasticloadbalancing`, `execute-api`.
  public private(set) lazy var arnServices: Set<String> =
    Set(catalog.services.map(\.prefix)).union(servicesByARN.keys)

  /// The services that have types with a name in their ARNs; with a variable in its place the name holds a dollar sign.
  private lazy var servicesByARN: [String: [Service]] = {
    var services: [String: [Service]] = [:]
    for service in catalog.services {
      for format in service.resourceTypes.lazy.flatMap(\.arnFormats) {
        guard let name = FieldForm.serviceName(of: format) else { continue }
        if services[name]?.last != service { services[name, default: []].append(service) }
      }
    }
    return services
  }()

  /// The resource types that ARNs matching a pattern can be of, whatever service’s they are.
  ///
  /// - Parameter name: the service as the pattern names it.
  func types(matching pattern: String, ofARNsOf name: String?) -> [ResourceType] {
    guard let name, name.isPlain else { return catalog.resourceTypes(matching: pattern) }
    let named = Set(
      servicesByARN.lazy.filter { $0.key == name || $0.key.utf8.first == UInt8(ascii: "$") }.flatMap(\.value))
    return catalog.resourceTypes(matching: pattern, among: named.sorted { $0.number < $1.number })
  }

  /// Whether a text is the name of a service in ARNs.
  func isARNService(_ name: String) -> Bool { service(named: name)?.prefix == name || arnServices.contains(name) }

  /// The words that begin the last field of a service's ARNs.
  func arnTypeWords(of service: Service) -> Set<String> {
    if let known = typeWords[service.number] { return known }
    let prefix = service.prefix
    var words: Set<String> = []
    for fields in formatFields(of: service) where fields[2] == prefix {
      let word = FieldForm.firstWord(fields[5])
      if FieldForm(word) == .word { words.insert(String(word)) }
    }
    typeWords[service.number] = words
    return words
  }

  /// The six fields of each ARN format of a service.
  private func formatFields(of service: Service) -> [[Substring]] {
    if let known = fieldsOfFormats[service.number] { return known }
    let fields = service.resourceTypes.flatMap(\.arnFormats).compactMap(FieldForm.fields)
    fieldsOfFormats[service.number] = fields
    return fields
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
    for fields in formatFields(of: service) where fields[ARN.Field.service.rawValue + 1] == name {
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
