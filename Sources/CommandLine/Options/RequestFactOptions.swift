import AWSInterface
import ArgumentParser
import Authorization

/// Facts about resources and the requests themselves, which an operation's call would tell.
struct RequestFactOptions: ParsableArguments {
  @Option(
    name: .customLong("resource-tags"), parsing: .upToNextOption,
    help: ArgumentHelp("Tags of the resources.", valueName: "key=value"))
  var resourceTags: [String] = []

  @Option(
    name: .customLong("request-tags"), parsing: .upToNextOption,
    help: ArgumentHelp("Tags that the requests pass.", valueName: "key=value"))
  var requestTags: [String] = []

  @Option(help: ArgumentHelp("The Region that is called; that of the resource when left out.", valueName: "region"))
  var requestedRegion: String?

  @Option(
    name: .customLong("called-via"), parsing: .upToNextOption,
    help: ArgumentHelp("The services that pass the requests on, the one called first first.", valueName: "service"))
  var calledVia: [String] = []

  @Option(help: ArgumentHelp("For a calling service: the resource that it acts for.", valueName: "arn"))
  var sourceArn: String?

  @Option(help: ArgumentHelp("Its account, where the ARN names none.", valueName: "account"))
  var sourceAccount: String?

  func apply(to circumstances: inout RequestCircumstances) throws {
    if !resourceTags.isEmpty { circumstances.resourceTags = try FactText.tags(resourceTags, flag: "--resource-tags") }
    if !requestTags.isEmpty { circumstances.call.tags = try FactText.tags(requestTags, flag: "--request-tags") }
    circumstances.call.region = requestedRegion
    if !calledVia.isEmpty { circumstances.call.forwarding = .services(calledVia) }
    guard sourceArn != nil || sourceAccount != nil else { return }
    circumstances.call.source = .init(
      arn: sourceArn, accountID: try sourceAccount.map { try FactText.account($0, flag: "--source-account") })
  }
}
