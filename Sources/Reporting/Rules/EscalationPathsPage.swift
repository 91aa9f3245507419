public import PolicyChecks
public import ServiceCatalog

/// The page of docs that lists the ways to more permissions.
public enum EscalationPathsPage {
  /// The page, from the repository's root.
  public static let path = "docs/escalation-paths.md"

  /// The page, as Markdown.
  public static func markdown(_ paths: [EscalationPath], catalog: ServiceCatalog) -> String {
    var text = """
      # Ways to more permissions

      The \(paths.count) ways that the rule [privilege-escalation](privilege-escalation.md) knows, in the words of a caller who has
      the actions. The page is made from the tables in [Sources/PolicyChecks/Escalation](../Sources/PolicyChecks/Escalation), and
      a test keeps it current. An id is never given to another way.

      † The service is closed, or takes no new customers. ○ It gives little, or depends on what no policy says: it is told of
      beside other ways only.


      """
    for group in EscalationPath.Group.allCases {
      let members = paths.filter { $0.group == group }
      text += "## \(heading(group)) (\(members.count))\n\n"
      text += "| id | severity | takes | given that | gives |\n| --- | --- | --- | --- | --- |\n"
      for path in members { text += row(path) }
      text += "\n"
    }
    return text + pages(paths, catalog)
  }

  private static func heading(_ group: EscalationPath.Group) -> String {
    switch group {
    case .ownPermissions: return "The caller widens its own permissions"
    case .otherPrincipal: return "The caller becomes another principal"
    case .passedRole: return "The caller gives a role to something new"
    case .attachedRole: return "The caller takes over something that has a role"
    }
  }

  private static func row(_ path: EscalationPath) -> String {
    var actions = path.actions.map { "`\($0)`" }
    if !path.oneOf.isEmpty { actions.append("one of " + path.oneOf.map { "`\($0)`" }.joined(separator: ", ")) }
    let mark = (path.isRetired ? " †" : "") + (path.isWeak ? " ○" : "")
    return "| `\(path.id)`\(mark) | \(path.severity.rawValue) | \(actions.joined(separator: "; ")) | "
      + "\(path.needs ?? "") | \(path.gives) |\n"
  }

  /// Where AWS describes the actions.
  private static func pages(_ paths: [EscalationPath], _ catalog: ServiceCatalog) -> String {
    let prefixes = Set(paths.flatMap(\.allActions).map { String($0.prefix { $0 != ":" }) }).sorted()
    let links = prefixes.compactMap { prefix -> String? in
      guard let service = catalog.service(named: prefix), !service.isRetired else { return nil }
      return "[\(prefix)](\(page(of: service)))"
    }
    return
      "## The actions\n\nAWS’s pages about the actions of each service, and the resources and conditions that they take:\n"
      + wrapped(links) + "\n"
  }

  /// The page of AWS’s Service Authorization Reference about a service: its name is that of the service.
  static func page(of service: Service) -> String {
    // The Cloud Control API has the same prefix.
    let title = service.prefix == "cloudformation" ? "AWS CloudFormation" : service.name
    let name = title.lowercased().unicodeScalars.filter { ("a"..."z").contains($0) || ("0"..."9").contains($0) }
    return "https://docs.aws.amazon.com/service-authorization/latest/reference/list_"
      + String(String.UnicodeScalarView(name)) + ".html"
  }

  private static func wrapped(_ links: [String]) -> String { links.map { $0 + ",\n" }.joined().dropLast(2) + ".\n" }
}
