import PolicyLanguage
import SourceText

/// Buckets of Amazon S3 and their objects.
enum BucketRules {
  static let rules = [readWriteEverything, controlWithoutObjects]

  private static let readWriteEverything = Rule(
    lint: "s3-read-write-everything", .high, kinds: [.identity], title: "Objects of every bucket read and written",
    why: "Every bucket of the account is open to reading and overwriting, and so are those of other accounts that let"
      + " this one in.",
    remedy: "Name the buckets.",
    link: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html",
    services: ["s3"],
    example: .statements(#"{"Effect":"Allow","Action":[«"s3:GetObject"»,«"s3:PutObject"»],"Resource":"*"}"#),
    silent: .statements(
      #"{"Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],"Resource":"arn:aws:s3:::uploads/*"}"#),
    .statement { statement, findings in
      guard readsAndWritesEverything(statement) else { return }
      let places = ["s3:GetObject", "s3:PutObject"].compactMap { name in
        statement.breadth.single.first { $0.covers(name) }?.range
      }
      findings.report(
        "the statement allows reading and writing the objects of every bucket",
        at: places.first == places.last ? Array(places.prefix(1)) : places)
    })

  /// Whether a statement names reading and writing of objects, on all of them, but not all of S3.
  static func readsAndWritesEverything(_ statement: StatementFacts) -> Bool {
    guard statement.isAllow, !statement.breadth.single.isEmpty, !statement.hasScopingCondition,
      statement.resources.contains(where: { $0.isEffectivelyEverything || coversAllObjects($0) })
    else { return false }
    return ["s3:GetObject", "s3:PutObject"].allSatisfy { name in
      statement.breadth.single.contains { $0.covers(name) }
    }
  }

  /// Whether an ARN is one for all objects of all buckets: `arn:aws:s3:::*/*`.
  private static func coversAllObjects(_ resource: ResourceFacts) -> Bool {
    guard !resource.isNegated, resource[.service] == "s3", let path = resource[.resource] else { return false }
    return path.hasPrefix("*") && path.allSatisfy { $0 == "*" || $0 == "/" }
  }

  // MARK: Bucket policies without objects

  private static let control = ["s3:PutBucketPolicy", "s3:PutBucketAcl", "s3:PutLifecycleConfiguration"]
  private static let objects = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"]

  /// Whether a statement allows, by an action of S3, what decides about a bucket that it names.
  private static func namesControl(_ statement: StatementFacts) -> Bool {
    statement.isAllow && !statement.coversEveryResource
      && statement.actions.contains { action in !action.isNegated && control.contains(where: action.covers) }
  }

  private static let controlWithoutObjects = Rule(
    lint: "bucket-control-without-object", .medium, kinds: [.identity],
    title: "The policy of a bucket, but not its objects",
    why:
      "Whoever can write the policy or access list of a bucket can give itself the objects; whoever sets its life cycle"
      + " can have them deleted. That the objects are not allowed keeps nobody out.",
    remedy: "Leave the action to those who may have the objects, or deny it.",
    link: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-policy-language-overview.html",
    needsWholePolicy: true,
    services: ["s3"],
    example: .statements(
      #"{"Effect":"Allow","Action":[«"s3:PutBucketPolicy"»,"s3:GetBucketPolicy"],"Resource":"arn:aws:s3:::website"}"#),
    silent: .statements(
      #"{"Effect":"Allow","Action":["s3:PutBucketPolicy","s3:GetObject"],"Resource":["arn:aws:s3:::website","arn:aws:s3:::website/*"]}"#
    ),
    .policy { policy, findings in
      guard policy.statements.contains(where: namesControl) else { return }
      for statement in policy.statements where namesControl(statement) {
        guard let found = policy.found(where: { openControl(statement, $0) != nil }),
          let (action, name) = openControl(statement, found.first)
        else { continue }
        let buckets = statement.resources.filter { $0[.service] == "s3" }.map(\.text)
        let allows = policy.holders == nil ? "the policy allows itself" : "the policies of its holder allow"
        findings.report(
          "`\(name)`" + (buckets.isEmpty ? "" : " on \(buckets.quotedList())")
            + (name == "s3:PutLifecycleConfiguration" ? " can have objects deleted" : " can give access to the objects")
            + ", none of which \(allows)\(found.note)", at: action.range)
      }
    })

  /// What a statement allows that decides about its buckets and is not denied, where no statement allows objects.
  private static func openControl(
    _ statement: StatementFacts, _ set: PolicySet
  ) -> (action: ActionFacts, name: String)? {
    guard !objects.contains(where: set.allows) else { return nil }
    let open = control.filter { !set.denies($0) }
    for action in statement.actions where !action.isNegated && !action.isEveryAction {
      if let name = open.first(where: action.covers) { return (action, name) }
    }
    return nil
  }
}
