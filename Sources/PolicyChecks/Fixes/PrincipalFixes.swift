import PolicyLanguage
import SourceText

/// Edits of statements that let in more callers than need be.
enum PrincipalFixes {
  /// Limits a statement for everybody to one role, and to the organization if that is known.
  static func closing(_ principal: PrincipalFacts) -> [FixIt] {
    let statement = principal.statement
    var fixes: [FixIt] = []
    if let organization = statement.policy.surroundings.organization {
      fixes = statement.adding(
        [NewClause("StringEquals", "aws:PrincipalOrgID", organization)], title: "let in the organization only")
    }
    return fixes + principal.replacing(with: PolicyNames(statement.policy).role(), title: "name one role")
  }

  /// Limits a statement for many accounts to roles of one name.
  static func naming(_ statement: StatementFacts) -> [FixIt] {
    statement.adding(
      [NewClause("ArnLike", "aws:PrincipalArn", PolicyNames(statement.policy).role(of: "*"))],
      title: "let in roles of one name only")
  }

  /// Names a role in the place of its account.
  static func role(_ principal: PrincipalFacts) -> [FixIt] {
    principal.replacing(
      with: PolicyNames(principal.statement.policy).role(of: principal.accountID), title: "name one role")
  }

  /// Leaves a role out of a Deny.
  static func exempting(_ statement: StatementFacts) -> [FixIt] {
    statement.adding(
      [NewClause("ArnNotEquals", "aws:PrincipalArn", PolicyNames(statement.policy).role())],
      title: "leave out one role")
  }

  /// Lets a service act for the own account only.
  static func source(_ statement: StatementFacts) -> [FixIt] {
    guard statement.namesServicesOnly else { return [] }
    return statement.adding(
      [NewClause("StringEquals", "aws:SourceAccount", PolicyNames(statement.policy).account)],
      title: "let the service act for the own account only")
  }

  /// Writes a Deny for all but some as one for everybody, with a condition.
  ///
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
  static func withoutNotPrincipal(_ statement: StatementFacts) -> [FixIt] {
    guard let element = statement.statement.principal, element.isNegated, statement.isDeny,
      let edits = PolicyEdits(statement.policy)
    else { return [] }
    let arns = statement.principals.map(\.text)
    // The sessions of a role have its ARN; of accounts and services there is none.
    let isWritable = statement.principals.allSatisfy { principal in
      guard principal.kind == .aws, let arn = ARN(principal.text), arn.service == "iam" else { return false }
      return arn.resourceType == "role" || arn.resourceType == "user"
    }
    guard isWritable, !arns.isEmpty,
      let condition = edits.changes(
        adding: [NewClause("ArnNotEquals", "aws:PrincipalArn", arns)], to: statement.statement)
    else { return [] }
    let changes = [
      PolicyEdits.Change(element.nameRange, "\"Principal\""), PolicyEdits.Change(element.range, "\"*\""),
    ]
    return edits.edit(changes + condition, title: "deny everybody but them by `aws:PrincipalArn`", .changesBehaviour)
      .map { [$0] } ?? []
  }
}
