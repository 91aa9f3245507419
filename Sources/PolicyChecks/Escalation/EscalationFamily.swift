/// Ways that are open for one and the same reason, told of together.
struct EscalationFamily {
  /// The worst of them.
  var lead: EscalationMatch
  /// The others.
  var others: [EscalationMatch]

  /// The families of the ways that a policy opens.
  static func families(of matches: [EscalationMatch], namesAllOfIAM: Bool) -> [EscalationFamily] {
    var families: [(key: Key, matches: [EscalationMatch])] = []
    for match in withAllOfIAM(matches, namesAllOfIAM) {
      let key = Key(match)
      if let place = families.firstIndex(where: { $0.key == key }) {
        families[place].matches.append(match)
      } else {
        families.append((key, [match]))
      }
    }
    // Who may write its own permissions in IAM needs no other way through IAM.
    if let own = families.firstIndex(where: { $0.key == .writingIAM }), families[own].matches.contains(where: isOpen) {
      for place in families.indices where place != own {
        families[own].matches += families[place].matches.filter(isWithinIAM)
        families[place].matches.removeAll(where: isWithinIAM)
      }
    }
    return families.compactMap { family in
      guard let lead = Self.lead(of: family.matches) else { return nil }
      return EscalationFamily(lead: lead, others: family.matches.filter { $0.path.id != lead.path.id })
    }
  }

  private enum Key: Hashable {
    case writingIAM, identities, guardedData, passedRole, attachedRole, identityCenter

    init(_ match: EscalationMatch) {
      let path = match.path
      switch path.group {
      case .ownPermissions: self = path.id.hasPrefix("iam-") ? .writingIAM : .identityCenter
      case .otherPrincipal:
        let ofIdentities = path.allActions.contains { $0.hasPrefix("iam:") || $0.hasPrefix("sts:") }
        self = ofIdentities ? .identities : path.id.hasPrefix("sso-") ? .identityCenter : .guardedData
      case .passedRole: self = .passedRole
      case .attachedRole: self = .attachedRole
      }
    }
  }

  private static func isOpen(_ match: EscalationMatch) -> Bool {
    match.path.severity == .critical && match.conditions.isEmpty
  }

  private static func isWithinIAM(_ match: EscalationMatch) -> Bool {
    match.steps.allSatisfy { $0.action.hasPrefix("iam:") || $0.action == "sts:AssumeRole" }
  }

  /// With every action of IAM in the policy, and all ways through them open, the way that takes them all leads.
  private static func withAllOfIAM(_ matches: [EscalationMatch], _ namesAllOfIAM: Bool) -> [EscalationMatch] {
    let own = matches.filter {
      $0.path.group == .ownPermissions && $0.path.id.hasPrefix("iam-") && $0.conditions.isEmpty
    }
    guard namesAllOfIAM, let step = own.first(where: { $0.path.id == "iam-attach-user-policy" })?.steps.first,
      own.contains(where: { $0.path.id == "iam-put-role-policy" }),
      own.contains(where: { $0.path.id == "iam-create-policy-version" }), let path = EscalationPaths.path("iam-star")
    else { return matches }
    let star = EscalationMatch.Step(EscalationAction(name: EscalationIndex.everyIAMAction), step.answer)
    return [EscalationMatch(path: path, steps: [star])] + matches
  }

  /// The worst of several; of those alike one without conditions, then the first.
  private static func lead(of matches: [EscalationMatch]) -> EscalationMatch? {
    let strong = matches.filter { !$0.path.isWeak }
    func rank(_ match: EscalationMatch) -> (Int, Int) {
      (FindingSeverity.allCases.firstIndex(of: match.path.severity) ?? 0, -match.conditions.count)
    }
    guard var best = strong.first else { return nil }
    for match in strong.dropFirst() where rank(match) > rank(best) { best = match }
    return best
  }

  // MARK: Words

  /// What is found.
  var message: String {
    let names = Self.list(lead.steps.map { "`\($0.action)`" })
    let isOpen = lead.path.needs == nil && lead.conditions.isEmpty
    let verb = isOpen ? (lead.steps.count > 1 ? "open" : "opens") : "may open"
    var text =
      names + (lead.steps.count > 1 ? " together " : " ") + verb + " the way `\(lead.path.id)` to \(lead.path.gives)"
    if !lead.conditions.isEmpty {
      text += ", if requests meet the conditions on " + Self.list(lead.conditions.map(\.quoted))
    }
    guard !others.isEmpty else { return text }
    let shown = others.prefix(Self.maximumOthers).map { "`\($0.path.id)`" }
    let rest = others.count - shown.count
    return text + "; likewise " + (rest > 0 ? shown.joined(separator: ", ") + " and \(rest) more" : Self.list(shown))
  }

  /// Most other ways that are named.
  private static let maximumOthers = 5

  /// The steps, what must be so besides, and what to do.
  var help: String {
    var text = lead.steps.enumerated().map { index, step in
      "(\(index + 1)) \(EscalationSteps.step(step.action))"
    }.joined(separator: ", ")
    if let needs = lead.path.needs { text += "; this works where \(needs)" }
    return text + ". " + remedy
  }

  private var remedy: String {
    if lead.path.passesRole { return "Name the roles that may be passed in `Resource` of `iam:PassRole`." }
    switch lead.path.group {
    case .ownPermissions:
      return
        "Leave these actions to administrators, or let them through only with `iam:PermissionsBoundary` or `iam:PolicyARN` in a "
        + "condition."
    case .otherPrincipal: return "Name the resources, each in full."
    case .passedRole, .attachedRole:
      return "Name the resources, or tell them by a tag (`aws:ResourceTag`) that the caller cannot set."
    }
  }

  static func list(_ parts: [String]) -> String {
    guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
    return parts.dropLast().joined(separator: ", ") + " and " + last
  }
}
