public import DocumentSyntax

/// Answers simulation requests.
public struct Simulator: Sendable {
  /// How documents are read.
  public var documents: DocumentParser

  /// Makes a simulator.
  public init(documents: DocumentParser = DocumentParser()) {
    self.documents = documents
  }

  /// Simulates every action on every resource.
  ///
  /// - Throws: ``InterfaceError``: `InvalidInput` for a parameter or document AWS would refuse, `NoSuchEntity` when the
  ///   account lacks the principal or a policy attached to it, `PolicyEvaluation` when policies cannot be compiled.
  public func run(_ request: SimulationRequest) throws(InterfaceError) -> Simulation {
    throw InterfaceError(.policyEvaluation, "simulation is not built yet")
  }

  /// Lists the condition keys that the identity policies of a request name.
  ///
  /// The answer of `get-context-keys-for-custom-policy` and `get-context-keys-for-principal-policy`: only the policies
  /// given and those of the policy source count.
  public func contextKeys(_ request: SimulationRequest) throws(InterfaceError) -> ContextKeysResponse {
    throw InterfaceError(.policyEvaluation, "simulation is not built yet")
  }
}
