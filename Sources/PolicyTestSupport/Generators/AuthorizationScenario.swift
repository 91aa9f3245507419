public import Authorization

/// One set of policies with requests to decide against it.
public struct AuthorizationScenario: Sendable {
  /// What kind of resource it is about.
  public enum Theme: Sendable, Hashable, CaseIterable {
    case secret, bucket, key, trust, queue, function, user
  }

  /// The seed it was made from.
  public var seed: UInt64
  /// What it is about.
  public var theme: Theme
  /// The policies.
  public var policies: ReferencePolicies
  /// The requests.
  public var requests: [AuthorizationRequest]

  /// Makes the scenario that belongs to a seed.
  public init(seed: UInt64, requestCount: Int = 8) {
    var generator = ScenarioGenerator(seed: seed)
    self = generator.scenario(seed: seed, requestCount: requestCount)
  }

  /// Scenarios with the same requests and different policies, made out of one seed; preparing requests takes longer than
  /// deciding them.
  public static func family(seed: UInt64, requestCount: Int, count: Int) -> [AuthorizationScenario] {
    var generator = ScenarioGenerator(seed: seed)
    return generator.family(seed: seed, requestCount: requestCount, count: count)
  }

  /// Gathers the parts of a scenario.
  public init(seed: UInt64, theme: Theme, policies: ReferencePolicies, requests: [AuthorizationRequest]) {
    self.seed = seed
    self.theme = theme
    self.policies = policies
    self.requests = requests
  }
}
