import Authorization
import PolicyAnalysis
import PolicyLanguage
import Testing

@testable import PolicyTestSupport

/// Random policies and requests: what trying values finds is found, and what is said to change the decision does.
@Suite struct AbsentKeyPropertyTests {
  @Test("keys that change the decision are listed, whatever values the absent keys have", arguments: 0..<8)
  func bruteForceFindsNoKeyThatIsNotListed(part: Int) throws {
    var tally = Tally()
    let seeds = Array((part * 80)..<(part * 80 + 80)) + (part == 0 ? Self.tellingSeeds : [])
    for seed in seeds {
      let scenario = AuthorizationScenario(seed: UInt64(seed), requestCount: 4)
      let authorizer = Authorizer(try scenario.policies.compiled())
      let values = NamedValues(scenario.policies)
      var random = SplitMix64(seed: UInt64(seed) ^ 0xAB5E)
      for request in scenario.requests.map({ $0.withoutSomeKeys(&random) }) {
        let found = AbsentKeyAnalysis(authorizer).run(request)
        try confirm(found, authorizer, request, &tally)
        let listed = Set(found.keys.map { $0.name.lowercased() })
        for key in changingKeys(authorizer, request, values, &random) {
          tally.changing += 1
          #expect(listed.contains(key), "seed \(seed): `\(key)` for \(request.action) of \(request.principal.kind)")
        }
      }
    }
    // Otherwise the test would say little.
    #expect(tally.changing > 20)
    #expect(tally.flips > 40)
    #expect(tally.undecided * 3 < tally.listed, "\(tally)")
  }

  /// Scenarios that found mistakes: empty texts in lists, texts that an ARN operator does not take, variables that stand for
  /// nothing, sets with an empty text.
  private static let tellingSeeds = [6329, 11395, 14331, 16032, 16271, 22363, 25079, 26413]

  private struct Tally {
    var changing = 0
    var listed = 0
    var undecided = 0
    var flips = 0
  }

  /// Every reported flip is one, and needs each of its keys.
  private func confirm(
    _ found: AbsentKeys, _ authorizer: Authorizer, _ request: AuthorizationRequest, _ tally: inout Tally
  ) throws {
    let decision = authorizer.decide(request)
    let proven = Set(found.keys.filter { $0.certainty == .changes }.map(\.name))
    tally.listed += found.keys.count
    tally.undecided += found.keys.count - proven.count
    tally.flips += found.flips.count
    for flip in found.flips {
      #expect(flip.decision != decision)
      #expect(authorizer.decide(request.adding(flip.entries)) == flip.decision)
      for index in flip.entries.indices {
        #expect(request.context[flip.entries[index].name] == nil)
        #expect(proven.contains(flip.entries[index].name))
        var fewer = flip.entries
        fewer.remove(at: index)
        #expect(authorizer.decide(request.adding(fewer)) != flip.decision, "\(request.action) \(flip)")
      }
    }
  }

  /// Tries all combinations of some values of some absent keys: the keys, in lower case, that alone change the decision of one
  /// of them.
  private func changingKeys(
    _ authorizer: Authorizer, _ request: AuthorizationRequest, _ values: NamedValues, _ random: inout SplitMix64
  ) -> Set<String> {
    let absent = values.byKey.keys.filter { request.context[$0] == nil }.sorted()
    let chosen = absent.isEmpty ? [] : (0..<3).map { _ in random.pick(absent, else: absent[0]) }
    let keys = Array(Set(chosen)).sorted()
    let domains = keys.map { key in values.domain(key, &random) }
    var changing: Set<String> = []
    var decisions: [[Int]: Decision] = [:]
    var choice = [Int](repeating: 0, count: keys.count)
    while true {
      decisions[choice] = authorizer.decide(request.adding(zip(domains, choice).compactMap { $0[$1] }))
      for place in keys.indices where choice[place] > 0 {
        var other = choice
        other[place] = 0
        if decisions[other] != decisions[choice] { changing.insert(keys[place]) }
      }
      var place = 0
      while place < keys.count {
        choice[place] += 1
        if choice[place] < domains[place].count { break }
        choice[place] = 0
        place += 1
      }
      if place == keys.count { return changing }
    }
  }
}

/// The values that policies name for each key, in lower case, and those that requests hold.
private struct NamedValues {
  var byKey: [String: [String]] = [:]

  init(_ policies: ReferencePolicies) {
    var documents = policies.identity + (policies.permissionsBoundary ?? []) + (policies.session ?? [])
    documents += (policies.vpcEndpoint ?? []) + policies.serviceControl.flatMap { $0 }
    documents += policies.resourceControl.flatMap { $0 }
    if case .policy(let set) = policies.resource { documents += set }
    for key in documents.flatMap(\.referencedContextKeys) { byKey[key.lowercased(), default: []] += ["other"] }
    for clause in documents.flatMap(\.statements).flatMap({ $0.condition?.clauses ?? [] }) {
      byKey[clause.key.value.lowercased(), default: []] += clause.values.map(\.value.text)
    }
    for key in ContextGenerator.keys where byKey[key.name.lowercased()] != nil {
      byKey[key.name.lowercased(), default: []] += key.values
    }
  }

  /// Absence and a few entries.
  func domain(_ key: String, _ random: inout SplitMix64) -> [RequestContext.Entry?] {
    let known = byKey[key] ?? ["other"]
    let isSet = ContextGenerator.keys.first { $0.name.lowercased() == key }?.isMultivalued ?? false
    var entries: [RequestContext.Entry?] = [nil]
    for _ in 0..<4 {
      var values = [random.pick(known, else: "other")]
      if isSet, random.percent(40) { values.append(random.pick(known, else: "other")) }
      entries.append(.init(key, values, isMultivalued: isSet))
    }
    if isSet { entries.append(.init(key, [], isMultivalued: true)) }
    return entries
  }
}

extension AuthorizationRequest {
  /// The request with fewer keys in its context.
  fileprivate func withoutSomeKeys(_ random: inout SplitMix64) -> AuthorizationRequest {
    let kept = context.entries.filter { _ in random.percent(40) }
    return AuthorizationRequest(
      principal: principal, action: action, resource: resource, context: RequestContext(kept))
  }

  /// The request with more keys in its context.
  fileprivate func adding(_ entries: [RequestContext.Entry]) -> AuthorizationRequest {
    var context = context
    for entry in entries { context.set(entry) }
    return AuthorizationRequest(principal: principal, action: action, resource: resource, context: context)
  }
}
