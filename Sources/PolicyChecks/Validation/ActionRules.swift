import PolicyLanguage
import ServiceCatalog
import SourceText

/// Actions that do not exist.
enum ActionRules {
  static let rules = [invalidAction, invalidService, serviceWildcard]

  static let invalidAction = Rule(
    awsCode: "INVALID_ACTION", .error, title: "Action that its service does not have",
    why: "The statement neither allows nor denies what was meant: an action of that name is never requested.",
    remedy: "Correct the name; iamsim names the nearest one where there is one.", basis: .observed,
    example: .statements(#"{"Effect":"Allow","Action":«"s3:GetObjekt"»,"Resource":"*"}"#),
    silent: .statements(#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}"#),
    .action { action, findings in
      guard !action.written.isInOrder, action.written.coversNothing, let service = action.service,
        let prefix = action.prefix,
        !action.name.isEmpty,
        !VariableTemplate.mayHoldVariables(action.text)
      else { return }
      if action.hasWildcard {
        findings.report("no action of `\(service.prefix)` matches \(action.text.quoted)", at: action.range)
        return
      }
      let nearest = action.statement.policy.catalog.nearest(to: action.name, in: .actions(of: service.prefix))
      let permission = action.permissionOfOperation
      findings.report(
        "\(service.name.isEmpty ? "`\(prefix)`" : service.name) has no action \(action.text.quoted)", at: action.range,
        help: permission ?? nearest.map { "did you mean `\(service.prefix):\($0)`?" },
        fixes: permission == nil ? nearest.map { action.spelling(service.prefix + ":" + $0) } ?? [] : [])
    })

  static let invalidService = Rule(
    awsCode: "INVALID_SERVICE_IN_ACTION", .error, title: "Action of a service that does not exist",
    why: "The statement neither allows nor denies what was meant: no request is for such an action.",
    remedy: "Correct the part before the colon.", basis: .observed,
    example: .statements(#"{"Effect":"Allow","Action":«"secretmanager:GetSecretValue"»,"Resource":"*"}"#),
    silent: .statements(#"{"Effect":"Allow","Action":"secretsmanager:GetSecretValue","Resource":"*"}"#),
    .action { action, findings in
      guard !action.written.isInOrder, action.service == nil, let prefix = action.prefix, !prefix.isEmpty,
        !VariableTemplate.mayHoldVariables(action.text), !prefix.hasWildcard
      else { return }
      let nearest = action.statement.policy.catalog.nearest(to: prefix, in: .services)
      findings.report(
        "there is no service \(prefix.quoted)", at: action.range,
        help: nearest.map { "did you mean `\($0):\(action.name)`?" },
        fixes: nearest.map { action.spelling($0 + ":" + action.name) } ?? [])
    })

  static let serviceWildcard = Rule(
    awsCode: "WILDCARD_IN_SERVICE_NAME", .suggestion, title: "Wildcard in the name of a service",
    why: "Services that come later can match it, which nobody thought of.", remedy: "Name each service.",
    example: .statements(
      #"{"Effect":"Allow","Action":"s3:GetObject","Resource":«"arn:aws:*code*::111122223333:*"»}"#),
    silent: .statements(#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b1/*"}"#),
    .statement { statement, findings in
      for action in statement.actions {
        guard action.hasWildcard, let prefix = action.prefix, prefix.hasWildcard else { continue }
        findings.report("the service in \(action.text.quoted) holds a wildcard", at: action.range)
      }
      for resource in statement.resources {
        guard let service = resource[.service], service.hasWildcard else { continue }
        findings.report("the service in \(resource.text.quoted) holds a wildcard", at: resource.range)
      }
    })
}
