import PolicyLanguage
import ServiceCatalog
import Wildcards

/// What is found out once for many policies about the actions of the ways to more permissions.
final class EscalationMemory {
  /// What a group of actions acts on together.
  struct Slot {
    var actions: [String]
    /// The formats of the resources’ ARNs; empty where there is none but `*`.
    var formats: [String]
  }

  private let catalog: ServiceCatalog
  private var sets: [String: EscalationActionSet] = [:]
  private var slots: [SlotKey: [Slot]] = [:]
  private var texts: [Common: String?] = [:]
  /// The time of the catalogue, which is before every time at which it is used.
  let date: CatalogTime

  init(_ catalog: ServiceCatalog) {
    self.catalog = catalog
    date = CatalogTime(catalog.dataDate)
  }

  /// The actions that a value of `Action` covers.
  func actions(of text: String) -> EscalationActionSet {
    var set = EscalationActionSet()
    switch EscalationIndex.shared.read(text) {
    case .action(let number): set.insert(number)
    case .other: break
    case .pattern: set = actions(matching: text)
    }
    return set
  }

  private func actions(matching text: String) -> EscalationActionSet {
    if let known = sets[text] { return known }
    let index = EscalationIndex.shared
    var set = EscalationActionSet()
    let service = text.prefix { $0 != ":" }.lowercased()
    let numbers = service.hasWildcard ? Array(index.names.indices) : index.actions(ofService: service)
    if !numbers.isEmpty {
      let pattern = WildcardPattern(text, caseInsensitive: true)
      for number in numbers where pattern.matches(index.names[number]) { set.insert(number) }
    }
    sets[text] = set
    return set
  }

  /// A text that all values of `Resource` match, and a format; looked for once.
  func common(
    _ values: [String], _ format: String, _ place: EscalationWitness.Place, caller: String?, open: Bool,
    _ searchesLeft: inout Int
  ) -> String? {
    let question = Common(values: values, format: format, place: place, caller: caller, open: open)
    if let known = texts[question] { return known }
    let text = EscalationWitness.common(
      values, format, place, caller: caller, open: open, &searchesLeft)
    texts[question] = .some(text)
    return text
  }

  private struct SlotKey: Hashable {
    var name: String
    var last: String
  }

  private struct Common: Hashable {
    var values: [String]
    var format: String
    var place: EscalationWitness.Place
    var caller: String?
    var open: Bool
  }

  /// The actions, but `iam:PassRole`, parted by what they act on: those that act on resources of one type do so on one
  /// and the same.
  func slots(of actions: [String], as name: String) -> [Slot] {
    let key = SlotKey(name: name, last: actions.last ?? "")
    if let known = slots[key] { return known }
    var found: [(type: String, slot: Slot)] = []
    for name in actions where name != "iam:PassRole" {
      let types = self.types(of: name)
      if types.isEmpty { found.append(("", Slot(actions: [name], formats: []))) }
      for type in types {
        let key = type.owner.prefix + ":" + type.name
        if let place = found.firstIndex(where: { $0.type == key }) {
          found[place].slot.actions.append(name)
        } else {
          found.append((key, Slot(actions: [name], formats: type.arnFormats)))
        }
      }
    }
    slots[key] = found.map(\.slot)
    return found.map(\.slot)
  }

  /// The types of resources that have to be covered for an action to be of use.
  private func types(of name: String) -> [ResourceType] {
    guard let action = catalog.action(named: name) else { return [] }
    if let types = Self.types[name] {
      return types.compactMap { type in action.resourceRows.first { $0.type.name == type }?.type }
    }
    return action.resourceRows.filter { $0.need == .required }.map(\.type)
  }

  /// Where AWS’s reference does not tell which of several types a way is about.
  ///
  /// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html
  /// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonbedrockagentcore.html
  private static let types: [String: [String]] = [
    "bedrock-agentcore:InvokeAgentRuntimeCommand": ["runtime"],
    "bedrock-agentcore:InvokeCodeInterpreter": ["code-interpreter-custom"],
    "bedrock-agentcore:StartBrowserSession": ["browser-custom"],
    "bedrock-agentcore:StartCodeInterpreterSession": ["code-interpreter-custom"],
    "braket:CreateJob": ["job"],
    "ec2:CreateTags": ["instance"],
    "events:PutRule": ["rule-on-default-event-bus"],
    "events:PutTargets": ["rule-on-default-event-bus"],
    "s3:GetObject": ["object"],
    "ssm:CreateAssociation": ["document", "instance"],
    "ssm:SendCommand": ["document", "instance"],
    "ssm:StartAutomationExecution": ["document"],
    "ssm:StartSession": ["instance"],
    "sts:GetFederationToken": ["federated-user"],
    "sts:TagSession": ["role"],
  ]
}
