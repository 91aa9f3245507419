import PolicyLanguage
import ServiceCatalog
import SourceText

/// Actions that AWS had once.
///
/// AWS's validator is silent about them, and so is the evaluator: a request for one is decided as any other.
enum RetiredActionRules {
  static let rules = [action, service]

  private static let link =
    "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html"

  private static let action = Rule(
    lint: "action-retired", .low, title: "Action that AWS's reference has no more",
    why: "The service was once asked for such an action, and probably is no more: the text only hides what is in force."
      + " Where AWS gave it a new name, the new one is not covered by the old.",
    remedy: "Remove it, or write the name that the service has today.", link: link,
    example: .statements(
      #"{"Effect":"Allow","Action":["s3:GetObject",«"s3:HeadBucket"»],"Resource":"*"}"#),
    silent: .statements(#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}"#),
    .action { action, findings in
      guard !action.written.isInOrder, action.written.isRetired, let service = action.service, !service.isRetired
      else { return }
      let what = action.hasWildcard ? "all that \(action.text.quoted) covers is" : "\(action.text.quoted) is"
      findings.report(
        "\(what) no more in AWS's reference of \(date(action))", at: action.range, help: action.permissionOfOperation)
    })

  private static let service = Rule(
    lint: "action-retired-service", .info, title: "Action of a service that AWS's reference has no more",
    why: "The service was probably shut down or renamed, so that nothing asks for its actions.",
    remedy: "Remove the actions, or name those of the service that came in its place.", link: link,
    example: .statements(#"{"Effect":"Allow","Action":["s3:GetObject",«"evidently:ListProjects"»],"Resource":"*"}"#),
    silent: .statements(#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}"#),
    .action { action, findings in
      guard !action.written.isInOrder, let service = action.service, service.isRetired,
        action.prefix?.hasWildcard == false
      else { return }
      let name = service.name.isEmpty ? "`\(service.prefix)`" : service.name
      findings.report(
        "\(action.text.quoted) is an action of \(name), which AWS's reference of \(date(action)) has no more",
        at: action.range)
    })

  private static func date(_ action: ActionFacts) -> String { action.statement.policy.catalog.catalog.dataDate }
}
