/// A simulation in the shape of the AWS CLI's answer.
/// https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html#API_SimulateCustomPolicy_ResponseElements
public struct SimulatePolicyResponse: Sendable {
  /// How `SourcePolicyType` is spelled.
  public enum SourceTypeNaming: String, Sendable, Hashable, CaseIterable {
    /// As the service really answers: `IAM Policy`, `Resource Policy`, `Permissions Boundary Policy`.
    case service
    /// As the service model declares: `user`, `group`, `role`, `aws-managed`, `user-managed`, `resource`, `none`.
    case model
  }

  /// The simulation.
  public var simulation: Simulation
  /// How `SourcePolicyType` is spelled.
  public var sourceTypes: SourceTypeNaming

  /// Shapes a simulation.
  public init(_ simulation: Simulation, sourceTypes: SourceTypeNaming = .service) {
    self.simulation = simulation
    self.sourceTypes = sourceTypes
  }
}
