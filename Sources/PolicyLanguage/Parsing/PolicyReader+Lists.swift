import DocumentSyntax
import SourceText

/// `Action`, `Resource` and their `Not…` forms.
extension PolicyReader {
  // MARK: Actions

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
  mutating func readActions(_ members: StatementMembers, isManagedFullAccess: Bool) -> ListElement? {
    guard let (member, isNegated) = resolve(members.action, members.notAction) else { return nil }
    var checks = true
    if isNegated, kind == .resourceControl {
      report(
        .resourceControlNotAction, at: member.key.range, "`NotAction` is not supported in resource control policies",
        help: "list the actions in `Action`")
      checks = false
    }
    let name = isNegated ? "NotAction" : "Action"
    return readList(member, name: name, isNegated: isNegated) { reader, range, text, bytes in
      guard checks else { return }
      // Nearly all are well-formed, and of most kinds of policies nothing else is asked of them.
      if reader.kind != .roleTrust, ActionSyntax.isWellFormed(bytes) { return }
      reader.checkAction(text, at: range, isManagedFullAccess: isManagedFullAccess)
    }
  }

  private mutating func checkAction(_ text: String, at range: ByteRange, isManagedFullAccess: Bool) {
    if text == "*" {
      if kind == .resourceControl, !isManagedFullAccess {
        report(
          .resourceControlAction, at: range, "the action `*` is not allowed in a resource control policy",
          help: "name the service, such as `s3:*`")
      }
      return
    }
    if let problem = ActionSyntax.problem(of: text) {
      if VariableTemplate.mayHoldVariables(text) {
        reportVariable(in: range, text: text, element: "Action")
      } else {
        report(.invalidAction, at: range, problem.message(text), help: problem.help)
      }
    } else if kind == .roleTrust, !TrustPolicyActions.intersect(text) {
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html
      report(
        .trustPolicyAction, at: range, "\(text.quoted) is no action that a trust policy can allow or deny",
        help: "a trust policy takes \(TrustPolicyActions.all.map { "`" + $0 + "`" }.joined(separator: ", "))")
    }
  }

  // MARK: Resources

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
  mutating func readResources(_ members: StatementMembers) -> ListElement? {
    if kind == .roleTrust {
      guard let member = members.resource ?? members.notResource else { return nil }
      report(
        .resourceNotAllowed, at: member.key.range, "`\(member.name)` is not allowed in a trust policy",
        help: "remove it: the policy is about the role it is attached to")
      return readList(member, name: member.name, isNegated: members.resource == nil) { _, _, _, _ in }
    }
    guard let (member, isNegated) = resolve(members.resource, members.notResource) else { return nil }
    let name = isNegated ? "NotResource" : "Resource"
    return readList(member, name: name, isNegated: isNegated) { reader, range, text, bytes in
      if bytes.count == 1, bytes[0] == UInt8(ascii: "*") { return }
      reader.checkResource(text, at: range)
    }
  }

  private mutating func checkResource(_ text: String, at range: ByteRange) {
    let resource = ResourceSyntax(text)
    guard resource.hasPrefix || resource.startsWithVariable else {
      // API Gateway completes `execute-api:/stage/method/path` in its resource policies.
      // https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-examples.html
      if kind == .resource, text.utf8.starts(with: "execute-api:/".utf8) { return }
      report(
        .invalidARNPrefix, at: range, "the resource \(text.quoted) is neither an ARN nor `*`",
        help: "write `arn:partition:service:region:account:resource`, or `*` for every resource")
      return
    }
    if resource.hasPrefix, !resource.hasPartitionForm {
      report(
        .invalidPartition, at: self.range(of: resource.partition, in: range, text: text),
        "\(text.utf8Text(resource.partition).quoted) is no partition",
        help: "write `aws`, `aws-cn`, `aws-us-gov`, the name of another partition, or `*`")
      return
    }
    if resource.hasPrefix, resource.colons < 5 { checkShortARN(resource, text, at: range) }
    if resource.hasVariable { checkResourceVariables(resource, text, at: range) }
  }

  /// ARNs with fewer than six fields: completed in identity-based policies, refused in others.
  ///
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
  /// For policies other than identity-based and session policies no page says what happens.
  private mutating func checkShortARN(_ resource: ResourceSyntax, _ text: String, at range: ByteRange) {
    let message = "the ARN \(text.quoted) has \(resource.colons + 1) of 6 fields"
    let help = "write all of `arn:partition:service:region:account:resource`; fields may be empty or `*`"
    switch kind {
    case .session, .resourceControl:
      report(.missingARNField, at: range, message, help: help)
    case .serviceControl:
      if !resource.endsInWildcard { report(.missingARNField, at: range, message, help: help) }
    case .identity, .permissionsBoundary:
      if !resource.endsInWildcard {
        report(
          .warning, .missingARNField, at: range, message + ", the others are completed with `*`", help: help)
      }
    case .resource, .kmsKey, .vpcEndpoint, .roleTrust:
      if !resource.endsInWildcard {
        report(.warning, .missingARNField, at: range, message + " and probably matches nothing", help: help)
      }
    }
  }

  private mutating func checkResourceVariables(_ resource: ResourceSyntax, _ text: String, at range: ByteRange) {
    // Variables are expanded after the fifth colon only.
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
    let split = resource.hasPrefix && resource.colons >= 5 ? resource.fifthColon + 1 : text.utf8.count
    let head = VariableTemplate(parsing: text.utf8Text(0..<split))
    if let first = head.variables.first {
      report(
        .warning, .variableNotAllowed, at: self.range(of: first.range, in: range, text: text),
        "variables are expanded only after the fifth colon of an ARN: this one is plain text",
        help: "write the value itself, or `*`")
    }
    checkVariables(in: range, text: text, from: split)
  }

  // MARK: Both

  /// Reads a string or an array of strings and checks each.
  private mutating func readList(
    _ member: SyntaxNode.Member, name: String, isNegated: Bool,
    check: (inout PolicyReader, ByteRange, String, UnsafeBufferPointer<UInt8>) -> Void
  ) -> ListElement? {
    let node = member.value
    var element = ListElement(isNegated: isNegated, nameRange: member.key.range, range: node.range, values: [])
    switch node.kind {
    case .string:
      var text = node.stringValue ?? ""
      element.values = [Located(text, at: node.range)]
      let value = text
      text.withUTF8 { check(&self, node.range, value, $0) }
    case .array:
      var isEmpty = true
      element.values.reserveCapacity(node.maximumElementCount)
      node.forEachElement { kind, range, bytes in
        isEmpty = false
        guard let bytes else {
          reportType(kind, at: range, name: name, expected: "an array of strings")
          return
        }
        let text = String(decoding: bytes, as: UTF8.self)
        element.values.append(Located(text, at: range))
        check(&self, range, text, bytes)
      }
      if isEmpty, !isIncomplete(node.range) {
        report(
          .warning, .emptyList, at: node.range, "`\(name)` is empty: the statement has no effect",
          help: "fill it in, or remove the statement")
      }
    case .object, .number, .boolean, .null, .invalid:
      reportType(of: node, name: name, expected: "a string or an array of strings")
      return nil
    }
    return element
  }
}

extension String {
  /// The text of some UTF-8 offsets.
  func utf8Text(_ offsets: Range<Int>) -> String {
    let start = utf8.index(utf8.startIndex, offsetBy: offsets.lowerBound)
    return String(self[start..<utf8.index(start, offsetBy: offsets.count)])
  }
}
