import PolicyLanguage
import SourceText

/// Edits of statements that allow too much with secrets.
enum SecretFixes {
  /// Lets what a statement allows with particular secrets be done with one only; what is about no secret stays as it is.
  static func oneSecret(_ statement: StatementFacts) -> [FixIt] {
    let actions = statement.actions.filter { action in
      !action.isNegated && action.isOfSecretsManager && (action.hasWildcard || !isAboutNone(action))
    }
    return ActionNarrowing(actions: actions, resources: [PolicyNames(statement.policy).secret])
      .fixes(title: "name one secret")
  }

  private static func isAboutNone(_ action: ActionFacts) -> Bool {
    SecretAccessRules.starOnly.contains(where: action.covers)
  }

  /// Puts the permissions of a reader, or of an administrator, in the place of all of them.
  static func split(_ action: ActionFacts) -> [FixIt] {
    let statement = action.statement
    let names = PolicyNames(statement.policy)
    let resources = statement.resources.contains(where: \.coversEverySecret) ? [names.secret] : nil
    // Which of them is meant, only a person knows.
    let reader = ActionNarrowing(actions: [action], names: SecretShapes.reading, resources: resources)
      .fixes(title: "let it read a secret only")
    let administrator =
      statement.actions.count == 1
      ? statement.replacing(with: SecretShapes.administration(names), title: "let it look after secrets only") : []
    return (reader + administrator).map { fix in
      var fix = fix
      fix.safety = .shownOnly
      return fix
    }
  }
}
