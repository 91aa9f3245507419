import PolicyLanguage
import ServiceCatalog
import SourceText

/// Actions and resources of one statement that have nothing to do with each other.
enum ResourceFitRules {
  static let rules = [mismatch, needsStar, unused]

  private static let link =
    "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html"

  private static func example(_ actions: String, _ resources: String) -> RuleExample {
    .statements(#"{"Effect":"Allow","Action":"# + actions + #","Resource":"# + resources + "}")
  }

  // MARK: Actions

  private static let mismatch = Rule(
    lint: "resource-action-mismatch", .medium, title: "Action that none of the statement's resources fits",
    why:
      "Requests for the action are about resources of other types, so that the statement never matches them: what looks"
      + " allowed is not, and what looks denied is not either, which is worse. Low is what another statement makes good,"
      + " or what an Allow lacks by AWS's reference alone, which forgets types of some actions.",
    remedy: "Name a resource of a type that the action acts on, or put the action into another statement.", link: link,
    basis: .documented,
    example: example(#"["s3:GetObject",«"s3:ListBucket"»]"#, #"«"arn:aws:s3:::b1/*"»"#),
    silent: example(#"["s3:GetObject","s3:ListBucket"]"#, #"["arn:aws:s3:::b1","arn:aws:s3:::b1/*"]"#),
    .statement { statement, findings in
      guard let fit = statement.resourceFit, fit.reaches.contains(.never) else { return }
      for group in groups(statement, fit, .never) { report(group.actions, group.severity, statement, &findings) }
    })

  private struct Group: Hashable {
    var prefix: String
    var severity: FitSeverity
  }

  /// The actions that reach no resource in one way, those of one service and severity together.
  private static func groups(
    _ statement: StatementFacts, _ fit: ResourceFit, _ reach: ResourceFit.Reach
  ) -> [(severity: FitSeverity, actions: [ActionFacts])] {
    var groups: [Group: [ActionFacts]] = [:]
    for (action, own) in zip(statement.actions, fit.reaches) where own == reach {
      let prefix = reach == .never ? action.written.foldedPrefix ?? "" : ""
      groups[Group(prefix: prefix, severity: FitSeverity(action, reach)), default: []].append(action)
    }
    return groups.sorted { $0.value[0].range.lowerBound < $1.value[0].range.lowerBound }
      .map { ($0.key.severity, $0.value) }
  }

  private static func report(
    _ actions: [ActionFacts], _ severity: FitSeverity, _ statement: StatementFacts, _ findings: inout FindingSink
  ) {
    guard let element = statement.statement.resource, let first = actions.first else { return }
    let formats = first.expansion.first?.resourceTypes.first?.arnFormats
    var help = formats?.first.map { "name a resource of the form `\($0)`, or put the action into another statement" }
    var fixes: [FixIt] = []
    if let arn = SiblingARN.wanted(by: first, in: statement), let edits = PolicyEdits(statement.policy) {
      let resources = statement.resources.map(\.text) + [arn]
      help = "add the resource `\(arn)`"
      fixes = [
        FixIt(
          title: "add `\(arn)`", range: element.range, replacement: edits.list(resources, like: element.range),
          safety: .changesBehaviour)
      ]
    }
    let whose = statement.resources.count == 1 ? statement.resources[0].text.quoted + " is none" : "none is named"
    let acts = actions.count == 1 ? "acts" : "act"
    findings.report(
      "\(severity.source)\(actions.names) \(acts) on resources of type \(typeNames(of: actions)), and \(whose)",
      at: actions.map(\.range) + [element.range], severity: severity.severity, help: help, fixes: fixes)
  }

  private static func typeNames(of actions: [ActionFacts]) -> String {
    var seen: Set<String> = []
    var names: [String] = []
    for action in actions {
      for known in action.written.current {
        for type in known.types where seen.insert(type.name).inserted {
          names.append("`\(type.name)`")
        }
      }
    }
    guard names.count > 1, let last = names.last else { return names.joined() }
    guard names.count <= 4 else { return names.prefix(3).joined(separator: ", ") + " or \(names.count - 3) others" }
    return names.dropLast().joined(separator: ", ") + " or " + last
  }

  private static let needsStar = Rule(
    lint: "action-needs-star-resource", .medium, title: "Action that can be granted on `*` only, with other resources",
    why: "Requests for the action are about no resource in particular and are decided on `*`. A statement that names"
      + " ARNs never matches them: a Deny misses them, which is worse than what an Allow lacks. Low is what another"
      + " statement makes good, or what an Allow lacks by AWS's reference alone.",
    remedy: "Put the action into a statement of its own with `\"Resource\": \"*\"`.", link: link, basis: .documented,
    example: example(
      #"["secretsmanager:GetSecretValue",«"secretsmanager:ListSecrets"»]"#,
      #"«"arn:aws:secretsmanager:us-east-1:111122223333:secret:app-*"»"#),
    silent: example(#""secretsmanager:ListSecrets""#, #""*""#),
    .statement { statement, findings in
      guard let fit = statement.resourceFit, fit.reaches.contains(.onlyStar),
        let element = statement.statement.resource
      else { return }
      for group in groups(statement, fit, .onlyStar) {
        let actions = group.actions
        let others = statement.actions.filter { action in !actions.contains { $0 === action } }.map(\.text)
        let fix =
          others.isEmpty
          ? PolicyEdits(statement.policy)?.replacement(
            ofValue: element.range, with: "*", title: "write `\"Resource\": \"*\"`", .changesBehaviour)
          : StatementSplit(first: others, second: actions.map(\.text), secondResources: ["*"])
            .fix(statement, title: "put \(actions.names) into a statement on `*`", .changesBehaviour)
        let verb = statement.isDeny ? "denied" : "allowed"
        findings.report(
          "\(group.severity.source)\(actions.names) can be \(verb) on `*` only",
          at: actions.map(\.range) + [element.range], severity: group.severity.severity, fixes: fix.map { [$0] } ?? [])
      }
    })

  // MARK: Resources

  private static let unused = Rule(
    lint: "resource-unused", .low, title: "Resource that no action of the statement acts on",
    why: "It has no effect, and lets readers believe that the statement is about it.",
    remedy: "Remove the resource, or add the action that was meant.", link: link, basis: .documented,
    example: example(
      #""secretsmanager:GetSecretValue""#,
      #"["arn:aws:secretsmanager:us-east-1:111122223333:secret:app-*",«"arn:aws:kms:us-east-1:111122223333:key/*"»]"#),
    silent: example(
      #"["secretsmanager:GetSecretValue","kms:Decrypt"]"#,
      #"["arn:aws:secretsmanager:us-east-1:111122223333:secret:app-*","arn:aws:kms:us-east-1:111122223333:key/*"]"#),
    .statement { statement, findings in
      guard let fit = statement.resourceFit, fit.usesResource.contains(false), fit.usesResource.contains(true) else {
        return
      }
      for (resource, isUsed) in zip(statement.resources, fit.usesResource) where !isUsed {
        let fix = PolicyEdits(statement.policy)?.removal(
          of: resource.range, title: "remove \(resource.text.quoted)", .changesBehaviour)
        findings.report(
          "no action of the statement acts on \(resource.text.quoted)", at: resource.range,
          fixes: fix.map { [$0] } ?? [])
      }
    })
}

extension [ActionFacts] {
  /// The actions for a message: three at most, and how many more.
  var names: String {
    let shown = prefix(3).map(\.text.quoted)
    if count > 3 { return shown.joined(separator: ", ") + " and \(count - 3) more" }
    guard shown.count > 1, let last = shown.last else { return shown.joined() }
    return shown.dropLast().joined(separator: ", ") + " and " + last
  }
}

/// The bucket of objects, or the objects of a bucket, where the other one is named.
private enum SiblingARN {
  static func wanted(by action: ActionFacts, in statement: StatementFacts) -> String? {
    guard action.service?.prefix == "s3", statement.resources.count == 1, let resource = statement.resources.first,
      let name = resource[.resource], resource[.account]?.isEmpty == true, !action.hasWildcard,
      let known = action.named
    else { return nil }
    let types = Set(known.resourceTypes.map(\.name))
    if types.contains("bucket"), let slash = name.firstIndex(of: "/"), slash > name.startIndex {
      return String(resource.text.dropLast(name.distance(from: slash, to: name.endIndex)))
    }
    return types.contains("object") && !name.contains("/") ? resource.text + "/*" : nil
  }
}
