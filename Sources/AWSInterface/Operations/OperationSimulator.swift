import Authorization
public import DocumentSyntax
import OperationPermissions
import PolicyLanguage
public import ServiceCatalog
import SourceText

/// Answers whether a call of an API operation passes all its checks.
public struct OperationSimulator: Sendable {
  /// How documents are read.
  public var documents: DocumentParser
  /// What is known of AWS's services.
  public var catalog: ServiceCatalog

  /// Makes a simulator.
  public init(catalog: ServiceCatalog, documents: DocumentParser = DocumentParser()) {
    self.catalog = catalog
    self.documents = documents
  }

  /// Expands the call into its checks and decides each.
  ///
  /// - Throws: ``InterfaceError``: `InvalidInput` for an operation that does not exist and resources that do not fit it, for
  ///   other parameters and policies as ``Simulator/run(_:)``.
  public func run(_ request: OperationRequest) throws(InterfaceError) -> OperationSimulation {
    let operation = try operation(request.operation)
    var call = OperationCall(
      operation, replicaRegions: request.replicaRegions, versionID: request.versionID,
      passedToService: request.passedToService, furtherActions: request.furtherActions,
      circumstances: request.circumstances)
    for resource in request.resources { call.resources[resource.role, default: []].append(resource.arn) }
    let expansion: OperationExpansion
    do { expansion = try call.expanded() } catch { throw InterfaceError(error) }
    var answering = try OperationAnswering(request, expansion, operation, documents: documents, catalog: catalog)
    return try answering.answer()
  }

  private func operation(_ name: String) throws(InterfaceError) -> APIOperation {
    if let operation = catalog.operation(named: name) { return operation }
    let near = catalog.suggestion(forOperation: name).map { "; did you mean `\($0.fullName)`?" } ?? ""
    throw InterfaceError(
      .invalidInput, "there is no API operation `\(name.shortened)`\(near)",
      help: "name the service and the operation, for example `secretsmanager:GetSecretValue`")
  }
}
