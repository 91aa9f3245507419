import DocumentSyntax
import SourceText

/// ARNs of roles, users and others in templates.
enum TemplateRoleRules {
  static let rules = [referenceWithPath, rolePattern, hardCodedPartition]

  // MARK: Paths

  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html: Ref gives the name.
  private static let referenceWithPath = Rule(
    lint: "template-ref-iam-with-path", .error, kinds: .all, title: "ARN of a name whose path is left out",
    why: "`Ref` gives the name without the path, and so the ARN is that of something else, which there may be none of.",
    remedy: "Use `Fn::GetAtt` with `Arn`, or write the path before the name.",
    link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns",
    basis: .documented,
    example: .template(
      role
        + #","Job":{"Type":"AWS::Batch::JobDefinition","Properties":{"ContainerProperties":{"JobRoleArn":"#
        + #"«{"Fn::Sub":"arn:${AWS::Partition}:iam::${AWS::AccountId}:role/${Worker}"}»}}}"#),
    silent: .template(
      role
        + #","Job":{"Type":"AWS::Batch::JobDefinition","Properties":{"ContainerProperties":{"JobRoleArn":"#
        + #"{"Fn::GetAtt":["Worker","Arn"]}}}}"#),
    .template { template, findings in
      template.forEachText { _, text, node in
        for (before, piece) in zip(text.pieces, text.pieces.dropFirst()) {
          guard case .literal(let literal) = before, case .reference(let name) = piece,
            let resource = template.resource(named: name), let kind = namedKinds[resource.type],
            literal.hasSuffix(":\(kind)/"), let path = resource.properties?["Path"]?.stringValue, path != "/"
          else { continue }
          findings.report(
            "the ARN leaves out the path \(path.quoted) of \(kind) \(name.quoted)", at: [node.range],
            help: "use `Fn::GetAtt` with `\(name).Arn`")
        }
      }
    })

  /// What ARNs call the types of which `Ref` gives the name.
  private static let namedKinds = [
    "AWS::IAM::Role": "role", "AWS::IAM::User": "user", "AWS::IAM::Group": "group",
    "AWS::IAM::InstanceProfile": "instance-profile",
  ]

  private static let role =
    #""Worker":{"Type":"AWS::IAM::Role","Properties":{"Path":"/jobs/","AssumeRolePolicyDocument":"#
    + #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"#
    + #""Action":"sts:AssumeRole"}]}}}"#

  // MARK: The form of role ARNs

  private static let rolePattern = Rule(
    lint: "template-role-arn-pattern", .error, kinds: .all, title: "No ARN of a role where one is expected",
    why: "The service finds no such role, and the stack fails, or what it made fails when it first needs the role.",
    remedy: "Write `arn:PARTITION:iam::ACCOUNT:role/PATH/NAME`, or take it from the role with `Fn::GetAtt`.",
    link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns",
    basis: .documented,
    example: .template(
      #""Task":{"Type":"AWS::ECS::TaskDefinition","Properties":{"ExecutionRoleArn":"#
        + #"«"arn:aws:iam:us-east-1:111122223333:role/tasks"»}}"#),
    silent: .template(
      #""Task":{"Type":"AWS::ECS::TaskDefinition","Properties":{"ExecutionRoleArn":"#
        + #"{"Fn::Sub":"arn:${AWS::Partition}:iam::${AWS::AccountId}:role/tasks"}}}"#),
    .template { template, findings in
      template.forEachProperty { resource, name, value in
        guard name.lowercased().hasSuffix("rolearn"), let text = TemplateText(value) else { return }
        if case .reference(let role)? = text.pieces.first, text.pieces.count == 1 {
          guard !takesNames(resource, name), template.resource(named: role)?.type == "AWS::IAM::Role" else { return }
          findings.report(
            "`Ref` gives the name of role \(role.quoted), and `\(name)` takes an ARN", at: [value.range],
            help: "use `Fn::GetAtt` with `\(role).Arn`")
          return
        }
        guard let mistake = mistake(text.marked, takesNames: takesNames(resource, name)) else { return }
        findings.report("`\(name)` is no ARN of a role: \(mistake)", at: [value.range])
      }
    })

  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-taskdefinition.html
  private static func takesNames(_ resource: TemplateResource, _ name: String) -> Bool {
    resource.type == "AWS::ECS::TaskDefinition" && name == "TaskRoleArn"
  }

  /// What is wrong with an ARN; `nil` when nothing is, or that depends on what is not known.
  private static func mistake(_ text: String, takesNames: Bool) -> String? {
    let mark = TemplateText.mark
    if text.isEmpty || text.first == mark || text.hasPrefix("{{resolve:") { return nil }
    guard text.hasPrefix("arn:") else { return takesNames ? nil : "it does not begin with `arn:`" }
    let fields = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard fields.count == 6 else {
      return fields.contains { $0.contains(mark) } ? nil : "it has \(fields.count) parts of 6"
    }
    func isUnknown(_ index: Int) -> Bool { fields[index].contains(mark) }
    if !isUnknown(2), fields[2] != "iam" { return "its service is `\(fields[2])`, not `iam`" }
    if !isUnknown(3), !fields[3].isEmpty { return "it names the Region `\(fields[3])`, and roles are in none" }
    if fields[4].isEmpty { return "its account is missing" }
    if !isUnknown(4), fields[4].utf8.count != 12 || !fields[4].utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      return "its account is `\(fields[4])`, not 12 digits"
    }
    if fields[5].first != mark, !fields[5].hasPrefix("role/") {
      return "it ends in `\(fields[5])`, not in `role/` and a name"
    }
    return fields[5] == "role/" ? "its name is missing" : nil
  }

  // MARK: Partitions

  private static let hardCodedPartition = Rule(
    lint: "arn-hardcoded-partition", .info, kinds: .all, title: "Partition or account written into a template",
    why:
      "In AWS GovCloud (US), in China and in other partitions ARNs begin otherwise, and in other accounts the number is"
      + " another: the template works in one place only.",
    remedy: "Write `${AWS::Partition}` and `${AWS::AccountId}` in `Fn::Sub`.",
    link: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/pseudo-parameter-reference.html",
    basis: .documented,
    example: .template(
      #""Key":{"Type":"AWS::KMS::Alias","Properties":{"AliasName":"alias/app","TargetKeyId":"#
        + #"«"arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"»}}"#),
    silent: .template(
      #""Key":{"Type":"AWS::KMS::Alias","Properties":{"AliasName":"alias/app","TargetKeyId":"#
        + #"{"Fn::Sub":"arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/1234abcd-12ab-34cd-56ef-1234567890ab"}}}"#
    ),
    .template { template, findings in
      var partitions: [ByteRange] = []
      var accounts: [ByteRange] = []
      template.forEachText { path, text, node in
        guard path.first == "Resources", path.last != "Description" else { return }
        let marked = text.marked
        if let partition = partition(of: marked), !partition.isEmpty { partitions.append(node.range) }
        if let account = template.surroundings.ownAccount, isARN(marked), marked.contains(":\(account):") {
          accounts.append(node.range)
        }
      }
      report("partition", "`${AWS::Partition}`", partitions, &findings)
      report("own account", "`${AWS::AccountId}`", accounts, &findings)
    })

  /// One finding for all places: whoever mends one mends all.
  private static func report(
    _ what: String, _ other: String, _ ranges: [ByteRange], _ findings: inout TemplateFindings
  ) {
    guard !ranges.isEmpty else { return }
    let words =
      ranges.count == 1
      ? "1 ARN has the \(what) written into it" : "\(ranges.count) ARNs have the \(what) written into them"
    findings.report(
      words, at: Array(ranges.prefix(maximumPlaces)),
      help: "write \(other) in `Fn::Sub`")
  }

  private static let maximumPlaces = 10

  private static func isARN(_ text: String) -> Bool {
    text.hasPrefix("arn:") && text.utf8.count(where: { $0 == UInt8(ascii: ":") }) >= 5
  }

  /// The partition of an ARN, if it stands there; that of any other text is `nil`.
  private static func partition(of text: String) -> String? {
    guard isARN(text) else { return nil }
    let partition = text.dropFirst(4).prefix { $0 != ":" }
    return partition.hasPrefix("aws") && !partition.contains(TemplateText.mark) ? String(partition) : nil
  }
}
