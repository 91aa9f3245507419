import PolicyLanguage
import ServiceCatalog
import Wildcards

/// Which actions of a statement can act on which of its resources, as far as the catalogue knows.
///
/// What a text does not say yet is unknown, not wrong: a variable of the policy or of a template can stand for anything.
struct ResourceFit {
  /// How far an action of the statement gets.
  enum Reach: Hashable {
    /// It can act on one of the resources, or that is not known.
    case possible
    /// Requests for it are decided on `*`, which no resource of the statement covers.
    case onlyStar
    /// It acts on resources of other types only.
    case never
  }

  /// For each value of `Action`.
  private(set) var reaches: [Reach] = []
  /// For each value of `Resource`, whether some action can act on it.
  private(set) var usesResource: [Bool]

  /// Most pairs of an action and a resource; no policy that AWS stores comes near it.
  private static let maximumPairs = 100_000

  /// The fit of a statement; `nil` for one on `*`, for `NotAction` and `NotResource`, and where a resource is not known.
  init?(_ statement: StatementFacts) {
    guard let action = statement.statement.action, !action.isNegated, let resource = statement.statement.resource,
      !resource.isNegated, !statement.resources.isEmpty, !statement.resources.contains(where: \.isEverything),
      !statement.actions.contains(where: \.isEverything),
      statement.actions.count * statement.resources.count <= Self.maximumPairs
    else { return nil }
    var patterns: [FittedPattern] = []
    for resource in statement.resources {
      guard let pattern = resource.catalogPattern else { return nil }
      patterns.append(FittedPattern(pattern))
    }
    usesResource = patterns.map { _ in false }
    let catalog = statement.policy.catalog
    for action in statement.actions {
      let known = Self.knownActions(action)
      guard !known.isEmpty else {
        // What does not exist, or no more, other rules speak of.
        reaches.append(.possible)
        for index in usesResource.indices { usesResource[index] = true }
        continue
      }
      var reach = Reach.onlyStar
      for (index, pattern) in patterns.enumerated() {
        switch Self.reach(known, on: pattern, catalog) {
        case .possible:
          usesResource[index] = true
          reach = .possible
        case .never: reach = reach == .possible ? reach : .never
        case .onlyStar: break
        }
      }
      reaches.append(reach)
    }
  }

  /// Whether an action can act on some resource of a statement, or that is not known.
  static func canAct(_ action: ActionFacts, onResourcesOf statement: StatementFacts) -> Bool {
    guard let element = statement.statement.resource, !element.isNegated else { return true }
    let known = knownActions(action)
    return statement.resources.contains { resource in
      guard !resource.isEverything, let pattern = resource.catalogPattern else { return true }
      return known.isEmpty || reach(known, on: FittedPattern(pattern), statement.policy.catalog) == .possible
    }
  }

  private static func knownActions(_ action: ActionFacts) -> [Action] {
    if action.hasWildcard { return action.expansion.filter { !$0.isRetired } }
    guard let known = action.named, !known.isRetired else { return [] }
    return [known]
  }

  private static func reach(_ actions: [Action], on pattern: FittedPattern, _ catalog: CatalogMemory) -> Reach {
    var onlyStar = true
    var service: Service?
    var types: [ResourceType] = []
    var prefix = ""
    for action in actions {
      let owner = action.owner
      if owner != service {
        service = owner
        types = catalog.resourceTypes(of: owner, matching: pattern.text)
        prefix = owner.prefix
      }
      switch action.canApply(toResourcesOf: types, rows: catalog.resourceRows(of: action)) {
      case .everyResource, .types, .unknown: return .possible
      case .never where Tolerance.mayReach(action, of: prefix, pattern, catalog): return .possible
      case .onlyStar where Tolerance.mayStandForStar(action, pattern.text): return .possible
      case .never: onlyStar = false
      case .onlyStar: continue
      }
    }
    return onlyStar ? .onlyStar : .never
  }
}

/// A resource of a statement as the catalogue reads it, taken apart once for all actions.
private final class FittedPattern {
  let text: String
  /// The patterns of the service and of the last field; `nil` when the text is no ARN.
  private(set) lazy var fields: (service: WildcardPattern, name: WildcardPattern)? = FieldForm.fields(of: text).map {
    (WildcardPattern(String($0[2])), WildcardPattern(String($0[5])))
  }

  init(_ text: String) { self.text = text }
}

/// What services do although AWS's reference does not say so.
private enum Tolerance {
  /// Whether a service may ask about resources of a pattern that its reference gives an action not.
  static func mayReach(_ action: Action, of service: String, _ pattern: FittedPattern, _ catalog: CatalogMemory)
    -> Bool
  {
    switch service {
    // Requests about a log group name its streams: `log-group:NAME:log-stream:`.
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html
    case "logs": return pattern.text.holds(":logs:")
    // The old and the new name of one service.
    // https://docs.aws.amazon.com/dtconsole/latest/userguide/rename.html
    case "codestar-connections": return pattern.text.holds(":codeconnections:")
    case "codeconnections": return pattern.text.holds(":codestar-connections:")
    // Their names hold no slash, so that ARNs tell buckets from objects, and tables from what is in them.
    case "s3", "dynamodb": return false
    // Templates with a transform ask for it by its ARN.
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/control-access-with-iam.html
    case "cloudformation" where pattern.text.holds(":transform/"): return action.name == "CreateChangeSet"
    // A newer resource of SageMaker, which the reference on MLflow does not know.
    // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonSageMakerModelCustomizationCoreAccess.html
    case "sagemaker-mlflow" where pattern.text.holds(":mlflow-app/"): return true
    // Elsewhere a name may hold more than it seems: the qualifier of a function, the path of a parameter.
    default:
      guard let own = pattern.fields else { return true }
      let isOfType = catalog.resourceRows(of: action).contains { row in
        catalog.formatPatterns(of: row.type).contains { format in
          guard let format else { return true }
          return own.service.matches(format.fields[2]) && own.name.intersects(format.name)
        }
      }
      return isOfType || isForgotten(action, pattern.text, catalog)
    }
  }

  /// Whether the reference seems to have forgotten a type of an action.
  ///
  /// Actions on tags are about whatever can have them, and the reference names less for many. What an action's name calls it is
  /// about, as the data set in `quicksight:CreateDataSet`, is no other type that the reference names.
  /// https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSGlueSchemaRegistryFullAccess.html
  /// https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSQuickSightAssetBundleImportPolicy.html
  private static func isForgotten(_ action: Action, _ pattern: String, _ catalog: CatalogMemory) -> Bool {
    let types = catalog.resourceTypes(of: action.owner, matching: pattern)
    guard !types.isEmpty else { return false }
    if action.isOnTags { return true }
    let rows = catalog.resourceRows(of: action)
    return !rows.isEmpty && types.contains(where: action.isNamedAfter)
      && !rows.contains { action.isNamedAfter($0.type) }
  }

  /// Whether an ARN may do in the place of `*`: one in which nothing is said, as `arn:aws:s3:::*` for `s3:ListAllMyBuckets`, or
  /// one of which AWS's own policies say so.
  ///
  /// https://docs.aws.amazon.com/AmazonS3/latest/userguide/walkthrough1.html
  static func mayStandForStar(_ action: Action, _ pattern: String) -> Bool {
    let service = action.owner.prefix
    // https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-restrict-access-quickstart.html
    if service == "ssmmessages" {
      return action.name == "OpenDataChannel" && pattern.holds(":ssm:") && pattern.holds(":session/")
    }
    if action.isOnTags, FieldForm.fields(of: pattern).map({ $0[2] == service }) == true, service != "s3" { return true }
    guard pattern.hasSuffix(":*") || pattern.hasSuffix("*:*") else { return service == "logs" }
    let fields = pattern.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard fields.count == 6 else { return true }
    return fields[5] == "*" || service == "logs"
  }
}

extension Action {
  /// Whether it sets, takes away or tells tags, and nothing else.
  var isOnTags: Bool {
    guard accessLevels != [.tagging] else { return true }
    let name = name.lowercased()
    return name.contains("tag") && ["get", "list", "describe"].contains(where: name.hasPrefix)
  }
}

extension ResourceFacts {
  /// The value as a pattern for the catalogue, with `*` for what is not known yet; `nil` when it may be anything.
  var catalogPattern: String? {
    if isEverything { return text }
    guard let fields else {
      let isShort = text.utf8.starts(with: "arn:".utf8) && !Self.mayHoldPlaceholder(text)
      return isShort ? text : nil
    }
    guard Self.mayHoldPlaceholder(text) else { return text }
    var known = fields
    for index in 1..<5 where Self.mayHoldPlaceholder(fields[index]) { known[index] = "*" }
    known[5] = Self.withoutPlaceholders(fields[5])
    return known.joined(separator: ":")
  }

  private static let placeholderBytes = Set("${}<>[]%#".utf8)

  private static func mayHoldPlaceholder(_ text: String) -> Bool {
    text.utf8.contains(where: placeholderBytes.contains)
  }

  /// The last field with `*` for variables; only `*` where something else may be filled in.
  private static func withoutPlaceholders(_ field: String) -> String {
    var result = ""
    var rest = Substring(field)
    while let start = rest.range(of: "${") {
      result += rest[..<start.lowerBound] + "*"
      guard let end = rest[start.upperBound...].firstIndex(of: "}") else { return "*" }
      rest = rest[rest.index(after: end)...]
    }
    result += rest
    return mayHoldPlaceholder(result) ? "*" : result
  }
}

extension Substring {
  /// Where a short text first stands.
  fileprivate func range(of text: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
      start = index(after: start)
    }
    return nil
  }
}
