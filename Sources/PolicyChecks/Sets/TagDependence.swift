import PolicyLanguage

/// A tag of resources by which a statement gives access to those of a service.
struct TagDependence {
  /// The tag, in lower case.
  var tag: String
  /// The service's prefix, in lower case.
  var service: String
  /// The statement that goes by it.
  var statement: StatementFacts

  /// All of some policies.
  static func all(in set: PolicySet) -> [TagDependence] {
    var found: [TagDependence] = []
    for statement in set.statements where statement.isAllow && !statement.clauses.isEmpty {
      for clause in statement.clauses {
        guard let tag = clause.key.foldedTag, tag.isOfResource, !tag.isReserved, clause.isScoping else {
          continue
        }
        for service in statement.actionServices {
          found.append(TagDependence(tag: tag.name, service: service, statement: statement))
        }
      }
    }
    return found
  }

  /// The tags of principals that Allow statements test or compare with, in lower case, each with the first that does.
  static func principalTags(in set: PolicySet) -> [String: StatementFacts] {
    var found: [String: StatementFacts] = [:]
    for statement in set.statements where statement.isAllow {
      for tag in principalTags(of: statement) where found[tag] == nil { found[tag] = statement }
    }
    return found
  }

  private static func principalTags(of statement: StatementFacts) -> [String] {
    guard !statement.clauses.isEmpty else { return [] }
    var tags: [String] = []
    for clause in statement.clauses {
      if let tag = clause.key.foldedTag, tag.owner == .principal { tags.append(tag.name) }
      for value in clause.values where VariableTemplate.mayHoldVariables(value.value.text) {
        for variable in VariableTemplate(parsing: value.value.text).variables {
          if let tag = TagKey(variable.name.lowercased()), tag.owner == .principal { tags.append(tag.name) }
        }
      }
    }
    return tags
  }
}

extension StatementFacts {
  /// The prefixes in its `Action`, in lower case and order.
  fileprivate var actionServices: [String] {
    Set(actions.lazy.filter { !$0.isNegated }.compactMap { $0.written.foldedPrefix }).sorted()
  }
}
