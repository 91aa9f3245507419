import Foundation
import PolicyChecks
import Reporting
import ServiceCatalog
import Testing

/// docs/escalation-paths.md comes from the tables of ways.
@Suite("Page of the ways to more permissions")
struct EscalationPathsPageTests {
  private static let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: EscalationPathsPage.path)

  /// With `IAMSIM_RECORD=1` in the environment the page is written anew: look at the difference before keeping it.
  @Test("is current; `IAMSIM_RECORD=1 swift test --filter EscalationPathsPageTests` writes it anew")
  func isCurrent() throws {
    let page = EscalationPathsPage.markdown(EscalationPaths.all, catalog: try ServiceCatalog.embedded())
    if ProcessInfo.processInfo.environment["IAMSIM_RECORD"] == "1" { try Data(page.utf8).write(to: Self.file) }
    #expect(try String(contentsOf: Self.file, encoding: .utf8) == page)
  }

  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html
  @Test("links to AWS's pages about the actions")
  func links() throws {
    let page = EscalationPathsPage.markdown(EscalationPaths.all, catalog: try ServiceCatalog.embedded())
    #expect(
      page.contains(
        "(https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html)"))
    #expect(page.contains("/list_awsidentityandaccessmanagementiam.html)"))
  }
}
