import DocumentSyntax
import SourceText

extension SimulationArguments {
  /// `--cli-input-json`: the request as one JSON document, with AWS's parameter names.
  ///
  /// What is set in `request` already, from the command line, is left as it is, as the AWS CLI does. Documents may be
  /// strings, `file://` addresses or objects.
  /// https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-skeleton.html
  /// - Throws: `InvalidInput`, with the place in the document.
  public func merge(cliInputJSON value: String, into request: inout SimulationRequest) throws(InterfaceError) {
    let flag = "--cli-input-json"
    let file = try source(value, name: flag)
    guard let root = try json(file) else {
      throw InterfaceError(.invalidInput, "`\(flag)` holds nothing, expected a JSON object")
    }
    let input = ParameterValue(root)
    let members = try input.members(Self.parameterNames(request.operation), of: "an object")
    if request.policyInputs.isEmpty, let value = members["PolicyInputList"] {
      request.policyInputs = try list(value, "PolicyInputList")
    }
    if request.permissionsBoundaryInputs.isEmpty, let value = members["PermissionsBoundaryPolicyInputList"] {
      request.permissionsBoundaryInputs = try list(value, "PermissionsBoundaryPolicyInputList")
    }
    if request.organizationPolicyLevels.isEmpty, let value = members["OrderedOrganizationPolicyInputList"] {
      for (number, element) in try strictElements(value, "OrderedOrganizationPolicyInputList").enumerated() {
        request.organizationPolicyLevels.append(try level(element, number: number + 1))
      }
    }
    if request.policyExclusions.isEmpty, let value = members["PolicyExclusionList"] {
      for element in try strictElements(value, "PolicyExclusionList") {
        request.policyExclusions.append(try Self.policyIdentifier(element))
      }
    }
    if request.contextEntries.isEmpty, let value = members["ContextEntries"] {
      for element in try strictElements(value, "ContextEntries") {
        request.contextEntries.append(try Self.contextEntry(element))
      }
    }
    if request.resourcePolicy == nil, let value = members["ResourcePolicy"] {
      let documents = try documents(value, name: "ResourcePolicy of \(value.file.name)")
      guard documents.count == 1 else { throw value.error("expected one policy document") }
      request.resourcePolicy = documents.first
    }
    if request.actionNames.isEmpty, let value = members["ActionNames"] {
      _ = try strictElements(value, "ActionNames")
      request.actionNames = try value.texts("an action")
    }
    if request.resourceARNs.isEmpty, let value = members["ResourceArns"] {
      _ = try strictElements(value, "ResourceArns")
      request.resourceARNs = try value.texts("an ARN")
    }
    try Self.merge(members["ResourceOwner"], "an account", into: &request.resourceOwner)
    try Self.merge(members["CallerArn"], "an ARN", into: &request.callerARN)
    try Self.merge(members["PolicySourceArn"], "an ARN", into: &request.policySourceARN)
    try Self.merge(members["ResourceHandlingOption"], "an option", into: &request.resourceHandlingOption)
    try Self.merge(members["Marker"], "a token", into: &request.startingToken)
    if request.maxItems == nil, let value = members["MaxItems"] {
      guard case .other(let text) = value.content, let number = Int(text) else {
        throw value.error("expected a number")
      }
      request.maxItems = number
    }
  }

  private static func parameterNames(_ operation: SimulationRequest.Operation) -> [String] {
    let shared = [
      "PolicyInputList", "PermissionsBoundaryPolicyInputList", "OrderedOrganizationPolicyInputList", "ActionNames",
      "ResourceArns", "ResourcePolicy", "ResourceOwner", "CallerArn", "ContextEntries", "ResourceHandlingOption",
      "MaxItems", "Marker",
    ]
    switch operation {
    case .custom: return shared
    case .principal: return ["PolicySourceArn", "PolicyExclusionList"] + shared
    }
  }

  private func list(_ value: ParameterValue, _ name: String) throws(InterfaceError) -> [SourceFile] {
    _ = try strictElements(value, name)
    return try documents(value, name: "\(name) of \(value.file.name)")
  }

  private func strictElements(_ value: ParameterValue, _ name: String) throws(InterfaceError) -> [ParameterValue] {
    guard case .list(let elements) = value.content else { throw value.error("expected `\(name)` to be a list") }
    return elements
  }

  private static func merge(
    _ value: ParameterValue?, _ what: String, into field: inout String?
  ) throws(InterfaceError) {
    if field == nil, let value { field = try value.text(what) }
  }
}
