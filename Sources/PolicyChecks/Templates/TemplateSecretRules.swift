import DocumentSyntax
import SourceText

/// Secrets in templates.
enum TemplateSecretRules {
  static let rules = [dynamicReference, policyNotBlocking]

  // MARK: Dynamic references

  private static let dynamicReference = Rule(
    lint: "template-secret-dynamic-reference", .medium, kinds: .all,
    title: "Secret that a template gives in a wrong way",
    why:
      "A reference in a wrong place is not resolved or shows the value, one that is malformed fails the stack, and a password in"
      + " the template or a parameter is read by all who may read the stack.",
    remedy: "Write `{{resolve:secretsmanager:SECRET:SecretString:KEY}}` as the value of a resource’s property.",
    link: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-secretsmanager.html",
    basis: .documented,
    example: .template(
      #""Database":{"Type":"AWS::RDS::DBInstance","Properties":{"MasterUserPassword":"#
        + #"«"{{resolve:secretsmanager:app/database:SecretValue:password}}"»}}"#),
    silent: .template(
      #""Database":{"Type":"AWS::RDS::DBInstance","Properties":{"MasterUserPassword":"#
        + #""{{resolve:secretsmanager:app/database:SecretString:password}}"}}"#),
    .template { template, findings in
      // Where the ARN is wanted, how the value is written does not matter.
      var misplaced: Set<ByteRange> = []
      template.forEachProperty { resource, name, value in
        if let mistake = misplacedValue(resource, name, value) {
          misplaced.insert(value.range)
          findings.report(mistake, at: [value.range], help: "write the ARN, or `Ref` of the secret")
        }
        checkPassword(template, resource, name, value, &findings)
      }
      template.forEachText { path, text, node in
        guard !misplaced.contains(node.range) else { return }
        for reference in SecretReference.all(in: text.marked) {
          if let mistake = reference.mistake {
            findings.report("\(name(reference)) is malformed: \(mistake)", at: [node.range])
          } else if !isProperty(path) {
            findings.report(
              "\(name(reference)) stands in \(place(path)), and is resolved in properties of resources only",
              at: [node.range], help: "take it out; what needs the value reads the secret itself")
          }
        }
      }
    })

  private static func name(_ reference: SecretReference) -> String {
    reference.text.replacing(String(TemplateText.mark), with: "…").quoted
  }

  private static func isProperty(_ path: [String]) -> Bool {
    path.count >= 3 && path[0] == "Resources" && path[2] == "Properties"
      // Words about the template, which nobody resolves.
      || path.last == "Description" || path.first == "Metadata"
  }

  private static func place(_ path: [String]) -> String {
    path.first == "Resources" && path.count >= 3 ? "`\(path[2])` of \(path[1].quoted)" : (path.first ?? "").quoted
  }

  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-ecs-taskdefinition-secret.html
  /// What is wrong where a property takes a secret’s ARN; `nil` when nothing is.
  private static func misplacedValue(_ resource: TemplateResource, _ name: String, _ value: SyntaxNode) -> String? {
    let takesARN =
      name.lowercased().hasSuffix("secretarn") || name == "ValueFrom" && resource.type == "AWS::ECS::TaskDefinition"
      || name == "SecretId" && resource.type.hasPrefix("AWS::SecretsManager::")
    guard takesARN, let text = TemplateText(value), !SecretReference.all(in: text.marked).isEmpty else { return nil }
    return "`\(name)` of \(resource.name.quoted) takes the secret’s ARN, and the reference gives its value"
  }

  /// Properties that hold passwords.
  private static let passwords: Set = [
    "adminpassword", "authtoken", "masterpassword", "masteruserpassword", "password", "userpassword",
  ]

  private static func checkPassword(
    _ template: TemplateFacts, _ resource: TemplateResource, _ name: String, _ value: SyntaxNode,
    _ findings: inout TemplateFindings
  ) {
    guard resource.type.hasPrefix("AWS::"), passwords.contains(name.lowercased()), let text = TemplateText(value) else {
      return
    }
    if case .reference(let parameter)? = text.pieces.first, text.pieces.count == 1, template.isParameter(parameter) {
      findings.report(
        "`\(name)` of \(resource.name.quoted) comes from the parameter \(parameter.quoted)", at: [value.range],
        help: "keep it in Secrets Manager, and give `{{resolve:secretsmanager:SECRET:SecretString:KEY}}`",
        severity: .low)
    } else if let literal = text.literal, !literal.isEmpty, !literal.contains("{{resolve:") {
      findings.report(
        "`\(name)` of \(resource.name.quoted) stands in the template", at: [value.range],
        help: "change the password, keep it in Secrets Manager, and give"
          + " `{{resolve:secretsmanager:SECRET:SecretString:KEY}}`", severity: .high)
    }
  }

  // MARK: Resource policies

  // https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutResourcePolicy.html: not blocked by default.
  private static let policyNotBlocking = Rule(
    lint: "template-secret-policy-not-blocking", .medium, kinds: .all,
    title: "Policy of a secret without the guard against public access",
    why: "Unless it is asked to, Secrets Manager does not refuse a policy that lets in everybody.",
    remedy: "Set `BlockPublicPolicy: true`.",
    link:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-resourcepolicy.html",
    basis: .documented,
    example: .template(policy(#""Access":{"Type":«"AWS::SecretsManager::ResourcePolicy"»,"#, "")),
    silent: .template(
      policy(#""Access":{"Type":"AWS::SecretsManager::ResourcePolicy","#, #""BlockPublicPolicy":true,"#)),
    .template { template, findings in
      for resource in template.resources where resource.type == "AWS::SecretsManager::ResourcePolicy" {
        let setting = resource.properties?["BlockPublicPolicy"]
        switch setting?.kind {
        case nil, .null?: break
        case .boolean? where setting?.booleanValue == false: break
        case .string? where setting?.stringValue?.lowercased() == "false": break
        default: continue
        }
        let range = setting?.range ?? resource.node["Type"]?.range ?? resource.node.range
        findings.report(
          "\(resource.name.quoted) does not block public access: `BlockPublicPolicy` is "
            + (setting == nil ? "missing" : "not true"), at: [range])
      }
    })

  private static func policy(_ start: String, _ setting: String) -> String {
    start + #""Properties":{"# + setting + #""SecretId":{"Ref":"Secret"},"ResourcePolicy":{"Version":"2012-10-17","#
      + #""Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/app"},"#
      + #""Action":"secretsmanager:GetSecretValue","Resource":"*"}]}}},"Secret":{"Type":"AWS::SecretsManager::Secret"}"#
  }
}
