import Authorization
import PolicyLanguage
import SourceText

/// 1,500 documents of the size and make of AWS managed policies, about 5 MB together.
enum DocumentScenario {
  static func make() -> [SourceFile] {
    (0..<1500).map { number in
      let statements = (0..<4).map { statement in
        let actions = (0..<12).map { "\"service\(number % 90):\(verbs[($0 + statement) % verbs.count])Thing\($0)\"" }
        return """
              {
                  "Sid": "Statement\(statement)",
                  "Effect": "Allow",
                  "Action": [
                      \(actions.joined(separator: ",\n                "))
                  ],
                  "Resource": [
                      "arn:aws:service\(number % 90):*:*:thing/\(number)-*",
                      "arn:aws:s3:::bucket-\(number)/*"
                  ],
                  "Condition": {
                      "StringEquals": {
                          "aws:ResourceAccount": "${aws:PrincipalAccount}"
                      }
                  }
              }
          """
      }
      let text = """
        {
            "Version": "2012-10-17",
            "Statement": [
        \(statements.joined(separator: ",\n"))
            ]
        }
        """
      return SourceFile(name: "policy-\(number).json", text: text)
    }
  }

  private static let verbs = ["Get", "List", "Describe", "Create", "Delete", "Update", "Put", "Batch*"]

  /// Parses and compiles all documents, each on its own.
  static func parseAndCompile(_ files: [SourceFile]) -> Int {
    var compiled = 0
    for file in files {
      let parsed = PolicyParser(kind: .identity).parse(file)
      guard let policy = parsed.policy, !parsed.hasErrors else { continue }
      let document = PolicyDocument(identifier: file.name, policy: policy)
      if (try? CompiledPolicies([document], kind: .identity)) != nil { compiled += 1 }
    }
    return compiled
  }

  /// Parses all documents.
  static func parse(_ files: [SourceFile]) -> Int {
    files.reduce(0) { $0 + (PolicyParser(kind: .identity).parse($1).hasErrors ? 0 : 1) }
  }
}
