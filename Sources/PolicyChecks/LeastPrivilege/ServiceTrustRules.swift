import PolicyLanguage
import SourceText

/// Roles that AWS services take.
enum ServiceTrustRules {
  static let rules = [noSource, mixed, podIdentity, rolesAnywhere]

  private static func trust(
    _ services: String, _ condition: String? = nil, action: String = #""sts:AssumeRole""#
  ) -> RuleExample {
    TrustConditionRules.trust(#"{"Service":"# + services + "}", condition, action: action)
  }

  private static let sourceKeys: Set<String> = [
    "aws:sourceaccount", "aws:sourcearn", "aws:sourceorgid", "aws:sourceorgpaths",
  ]

  private static let noSource = Rule(
    lint: "trust-service-no-source", .medium, kinds: .trust, title: "Service that may take the role for anyone",
    why: "The service acts for all of its customers, and tells for which. Without a condition on that, one of another"
      + " account may make it take this role. About services that do not tell, this rule is silent.",
    remedy: "Test `aws:SourceAccount`, and `aws:SourceArn` with `ArnLike`.",
    link:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html#cross-service-confused-deputy-prevention",
    basis: .documented, example: trust(#"«"scheduler.amazonaws.com"»"#),
    silent: trust(#""scheduler.amazonaws.com""#, #"{"StringEquals":{"aws:SourceAccount":"111122223333"}}"#),
    .principal { principal, findings in
      guard principal.kind == .service, !principal.isNegated, principal.statement.isAllow,
        principal.statement.reaches("sts:AssumeRole"), let page = SourceAwareServices.pages[principal.text],
        sourceKeys.isDisjoint(with: principal.statement.keys)
      else { return }
      findings.report(
        "\(principal.text.quoted) may take the role for any account", at: principal.range,
        help: "test `aws:SourceAccount` and `aws:SourceArn`, as on \(page)",
        fixes: PrincipalFixes.source(principal.statement))
    })

  private static let mixed = Rule(
    lint: "trust-services-mixed", .low, kinds: .trust, title: "Role of several services",
    why: "The role needs the permissions of all of them, and each has those of the others too.",
    remedy: "Give each service a role of its own.",
    link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-service.html",
    example: trust(#"["ec2.amazonaws.com",«"states.amazonaws.com"»]"#),
    silent: trust(#"["lambda.amazonaws.com","edgelambda.amazonaws.com"]"#),
    .statement { statement, findings in
      guard statement.isAllow else { return }
      let services = statement.principals.filter { $0.kind == .service && !$0.isNegated }
      guard let first = services.first,
        let other = services.dropFirst().first(where: { !isRelated($0.text, to: first.text) })
      else { return }
      findings.report("the role serves \(first.text.quoted) and \(other.text.quoted)", at: other.range)
    })

  /// Whether two principals are of one service: `lambda` and `edgelambda`, `ecs` and `ecs-tasks`, `ssm` and `ssm-incidents`.
  private static func isRelated(_ a: String, to b: String) -> Bool {
    let (a, b) = (labels(a), labels(b))
    return !a.isDisjoint(with: b) || a.contains { word in b.contains { word.hasSuffix($0) || $0.hasSuffix(word) } }
  }

  private static func labels(_ service: String) -> Set<Substring> {
    let noise: Set<Substring> = ["amazonaws", "amazon", "com", "cn", "aws"]
    return Set(service.split { $0 == "." || $0 == "-" }).subtracting(noise)
  }

  private static let podIdentity = Rule(
    lint: "trust-pod-identity-incomplete", .medium, kinds: .trust,
    title: "Trust of EKS Pod Identity without session tags",
    why: "EKS Pod Identity takes the role with session tags that name cluster, namespace and service account. Without"
      + " `sts:TagSession` pods do not get the role.",
    remedy: "Allow `sts:AssumeRole` and `sts:TagSession`.",
    link: "https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html", basis: .documented,
    needsWholePolicy: true,
    example: trust(#""pods.eks.amazonaws.com""#, action: #"«"sts:AssumeRole"»"#),
    silent: trust(#""pods.eks.amazonaws.com""#, action: #"["sts:AssumeRole","sts:TagSession"]"#),
    .statement { statement, findings in
      guard statement.isAllow, let action = statement.statement.action, !action.isNegated,
        statement.principals.contains(where: { $0.kind == .service && $0.text == "pods.eks.amazonaws.com" })
      else { return }
      let missing = ["sts:AssumeRole", "sts:TagSession"].filter { name in
        !statement.policy.statements.contains { other in
          other.isAllow && other.reaches(name) && other.principals.contains { $0.text == "pods.eks.amazonaws.com" }
        }
      }
      guard !missing.isEmpty else { return }
      findings.report(
        "EKS Pod Identity needs \(missing.map { "`\($0)`" }.joined(separator: " and ")) as well", at: action.range,
        fixes: statement.naming(missing))
    })

  private static let rolesAnywhere = Rule(
    lint: "trust-roles-anywhere-unbound", .high, kinds: .trust,
    title: "Trust of IAM Roles Anywhere for any certificate",
    why: "Every certificate of every trust anchor of the account is enough. The anchor is in `aws:SourceArn`, what the"
      + " certificate says in `aws:PrincipalTag/x509…` and `sts:SourceIdentity`.",
    remedy: "Test `aws:SourceArn` for the trust anchor, and a part of the subject: `aws:PrincipalTag/x509Subject/CN`.",
    link: "https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html#trust-policy",
    basis: .documented,
    example: trust(
      #"«"rolesanywhere.amazonaws.com"»"#, action: #"["sts:AssumeRole","sts:SetSourceIdentity","sts:TagSession"]"#),
    silent: trust(
      #""rolesanywhere.amazonaws.com""#,
      #"{"StringEquals":{"aws:PrincipalTag/x509Subject/CN":"web"},"ArnEquals":{"aws:SourceArn":"arn:aws:rolesanywhere:us-west-2:111122223333:trust-anchor/8e1f0c2a-1111-2222-3333-444455556666"}}"#,
      action: #"["sts:AssumeRole","sts:SetSourceIdentity","sts:TagSession"]"#),
    .principal { principal, findings in
      let statement = principal.statement
      guard principal.kind == .service, principal.text == "rolesanywhere.amazonaws.com", !principal.isNegated,
        statement.isAllow, statement.reaches("sts:AssumeRole")
      else { return }
      let hasAnchor = statement.tests("aws:sourcearn")
      let hasSubject =
        statement.tests("sts:sourceidentity") || statement.keys.contains { $0.hasPrefix("aws:principaltag/x509") }
      let message: String
      switch (hasAnchor, hasSubject) {
      case (true, true): return
      case (false, false): message = "any certificate of any trust anchor can take the role"
      case (true, false): message = "any certificate of the trust anchor can take the role"
      case (false, true): message = "the certificate may be of any trust anchor"
      }
      let names = PolicyNames(statement.policy)
      let anchor = "arn:\(names.partition):rolesanywhere:\(names.region):\(names.account):trust-anchor/TRUST_ANCHOR_ID"
      findings.report(
        message, at: principal.range,
        fixes: statement.adding(
          (hasAnchor ? [] : [NewClause("ArnEquals", "aws:SourceArn", anchor)])
            + (hasSubject ? [] : [NewClause("StringEquals", "aws:PrincipalTag/x509Subject/CN", "COMMON_NAME")]),
          title: "name trust anchor and certificate"))
    })
}
