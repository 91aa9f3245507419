import AccountModel

/// What to do about permissions that nobody uses: which values go, and which have to name less.
struct UnusedAccessHelp {
  private let access: UnusedAccess
  private let facts: AccountFacts

  init(_ access: UnusedAccess, _ facts: AccountFacts) {
    self.access = access
    self.facts = facts
  }

  /// - Parameter values: those that allow nothing but services that were not used.
  func ofServices(_ values: [UnusedAccess.Value]) -> String {
    let used =
      access.usedServices.isEmpty ? "" : ", and name those that are used: \(access.usedServices.quotedList(atMost: 8))"
    return text(
      values,
      wide: { policy in access.services.contains { policy.facts.allowsService($0.name) } },
      wideWords: { "narrow \($0) to the services that are needed\(used)" },
      ofAWS: { "put a policy of your own in place of \($0)\(used)" })
  }

  /// - Parameter values: those that allow nothing but actions that were not used.
  func ofActions(_ values: [UnusedAccess.Value]) -> String {
    text(
      values,
      wide: { policy in access.actions.contains { policy.facts.allowsAction($0.name) } },
      wideWords: {
        "leave them out of what \($0) allows, and keep what reads and writes data, which IAM does not follow"
      },
      ofAWS: { "put a policy of your own in place of \($0) if its other permissions are needed" })
  }

  private func text(
    _ values: [UnusedAccess.Value], wide isWide: (GrantedPolicy) -> Bool, wideWords: (String) -> String,
    ofAWS: (String) -> String
  ) -> String {
    var parts: [String] = []
    let own = access.policies.filter { !$0.isAWSManaged }
    for policy in own {
      let names = values.filter { $0.policy === policy }.map(\.text)
      if !names.isEmpty { parts.append("take \(names.quotedList(atMost: 5)) out of policy \(policy.name.quoted)") }
    }
    let wide = own.filter { policy in !values.contains { $0.policy === policy } && isWide(policy) }
    if !wide.isEmpty { parts.append(wideWords(Self.policies(wide))) }
    let managed = access.policies.filter { $0.isAWSManaged && isWide($0) }
    if !managed.isEmpty { parts.append(ofAWS(managed.map(\.name).quotedList())) }
    let changed = wide + values.map(\.policy)
    let shared = own.filter { policy in changed.contains { $0 === policy } && isShared(policy) }
    if !shared.isEmpty {
      parts.append("first see that others with \(Self.policies(shared)) do not need them")
    }
    return parts.joined(separator: "; ")
  }

  private static func policies(_ policies: [GrantedPolicy]) -> String {
    (policies.count == 1 ? "policy " : "policies ") + policies.map(\.name).quotedList()
  }

  /// Whether several users and roles have a policy.
  private func isShared(_ policy: GrantedPolicy) -> Bool {
    (facts.holders.holders(of: policy.declaration)?.count ?? 0) > 1
  }
}
