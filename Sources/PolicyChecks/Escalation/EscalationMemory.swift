import Authorization
import PolicyLanguage
import ServiceCatalog
import Wildcards

/// What is found out once for many policies about the actions of the ways to more permissions.
final class EscalationMemory {
  /// What a group of actions acts on together.
  struct Slot {
    var actions: [EscalationAction]
    /// The formats of the resources’ ARNs; empty where there is none but `*`.
    var formats: [String]
  }

  private let catalog: ServiceCatalog
  private var sets: [String: EscalationActionSet] = [:]
  private var slots: [SlotKey: [Slot]] = [:]
  private var texts: [Common: String?] = [:]
  private var keys: [String: EscalationKey] = [:]
  private var sentKeys: [SentKey: Bool] = [:]
  private var requests: [Asked: AuthorizationRequest] = [:]
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
    let service = text[..<(text.utf8.firstIndex(of: UInt8(ascii: ":")) ?? text.endIndex)].lowercased()
    let numbers = service.hasWildcard ? Array(index.names.indices) : index.actions(ofService: service)
    // Patterns of the many services that no way is about are told as fast again as they are remembered.
    if numbers.isEmpty { return set }
    let pattern = WildcardPattern(text, caseInsensitive: true)
    for number in numbers {
      let name = index.names[number]
      if Self.beginAlike(text, name), pattern.matches(name) { set.insert(number) }
    }
    sets[text] = set
    return set
  }

  /// Whether a pattern and a name are the same up to the first wildcard, whatever the case of letters.
  private static func beginAlike(_ pattern: String, _ name: String) -> Bool {
    var pattern = pattern
    var name = name
    return pattern.withUTF8 { pattern in
      name.withUTF8 { name in
        for (offset, byte) in pattern.enumerated() {
          if byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?") { return true }
          guard offset < name.count else { return false }
          let other = name[offset]
          if byte != other, WildcardEncoding.lowercased(byte) != WildcardEncoding.lowercased(other) { return false }
        }
        return true
      }
    }
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

  // MARK: Conditions

  /// What is known of a condition key as a policy writes it.
  func key(_ written: String) -> EscalationKey {
    if let known = keys[written] { return known }
    let key = EscalationKey(written)
    keys[written] = key
    return key
  }

  /// Whether requests for an action have a condition key, as far as AWS’s reference lists the keys of actions.
  func isSent(_ key: String, with action: String) -> Bool {
    let question = SentKey(key: key, action: action)
    if let known = sentKeys[question] { return known }
    let isSent = catalog.action(named: action)?.conditionKey(named: key) != nil
    sentKeys[question] = isSent
    return isSent
  }

  private struct SentKey: Hashable {
    var key: String
    var action: String
  }

  // MARK: Requests

  /// A request of a caller of whom nothing is known; those that are asked of many policies are prepared once.
  ///
  /// - Parameter choice: all that is in its context.
  func request(_ action: String, _ arn: String, with choice: RequestContext.Entry?) -> AuthorizationRequest {
    let asked = Asked(action: action, arn: arn, choice: choice)
    if let known = requests[asked] { return known }
    let request = AuthorizationRequest(
      principal: .unspecified, action: action, resource: Resource(arn),
      context: RequestContext(choice.map { [$0] } ?? []))
    if requests.count < Self.maximumRequests { requests[asked] = request }
    return request
  }

  /// Most requests that are kept.
  private static let maximumRequests = 4_096

  private struct Asked: Hashable {
    var action: String
    var arn: String
    var choice: RequestContext.Entry?
  }

  // MARK: Resources

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
      let action = EscalationIndex.shared.action(named: name)
      if types.isEmpty { found.append(("", Slot(actions: [action], formats: []))) }
      for type in types {
        let key = type.owner.prefix + ":" + type.name
        if let place = found.firstIndex(where: { $0.type == key }) {
          found[place].slot.actions.append(action)
        } else {
          found.append((key, Slot(actions: [action], formats: type.arnFormats)))
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
