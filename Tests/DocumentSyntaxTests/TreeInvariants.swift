import DocumentSyntax
import PolicyTestSupport

/// What is wrong with the places of a parsed document.
func misplaced(_ result: DocumentParser.Result) -> [String] { DocumentInvariants.violations(in: result) }
