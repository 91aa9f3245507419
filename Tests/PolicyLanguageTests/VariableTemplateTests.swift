import PolicyLanguage
import Testing

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
@Suite struct VariableTemplateTests {
  @Test func textWithoutVariables() {
    for text in ["a", "*", "$", "{}", "$ {a}", "a$", "}{$"] {
      #expect(VariableTemplate(parsing: text).parts == [.literal(text)])
      #expect(!VariableTemplate.mayHoldVariables(text))
    }
    #expect(VariableTemplate(parsing: "").parts == [])
  }

  @Test func variablesDefaultsAndSpecialCharacters() {
    let template = VariableTemplate(parsing: "b/${aws:username}/${aws:PrincipalTag/team, 'no team'}/${*}${?}${$}{x}")
    #expect(
      template.parts == [
        .literal("b/"), .variable(.init(name: "aws:username", range: 2..<17)), .literal("/"),
        .variable(.init(name: "aws:PrincipalTag/team", defaultValue: "no team", range: 18..<53)), .literal("/"),
        .special("*"), .special("?"), .special("$"), .literal("{x}"),
      ])
    #expect(template.problems.isEmpty)
    #expect(template.hasSubstitutions)
    #expect(template.variables.map(\.name) == ["aws:username", "aws:PrincipalTag/team"])
  }

  @Test func defaultsMayBeEmptyAndHoldQuotesAndBraces() {
    func value(_ text: String) -> String? { VariableTemplate(parsing: text).variables.first?.defaultValue }
    #expect(value("${a:b, ''}") == "")
    #expect(value("${a:b,'x'}") == "x")
    #expect(value("${a:b, 'it's'}") == "it's")
    #expect(value("${a:b, 'a}b'}") == "a}b")
    #expect(value("${a:b, 'a, b'}") == "a, b")
    #expect(value("${a:b, '*'}") == "*")
  }

  @Test func malformedVariablesStayLiteral() {
    func check(_ text: String, _ kind: VariableTemplate.Problem.Kind, _ range: Range<Int>) {
      let template = VariableTemplate(parsing: text)
      #expect(template.parts == [.literal(text)], "\(text)")
      #expect(template.problems.map(\.kind) == [kind], "\(text)")
      #expect(template.problems.map(\.range) == [range], "\(text)")
      #expect(!template.hasSubstitutions)
    }
    check("a${}b", .empty, 1..<4)
    check("${  }", .empty, 0..<5)
    check("${, 'x'}", .empty, 0..<8)
    check("a/${aws:username", .missingBrace, 2..<16)
    check("${", .missingBrace, 0..<2)
    check("${a:b, 'x'", .missingBrace, 0..<10)
    check("${a:b, x}", .missingQuote, 0..<9)
    check("${a:b, 'x}", .missingQuote, 0..<10)
    check("${a:b, x'}", .missingQuote, 0..<10)
    check("${a:b, \"x\"}", .missingQuote, 0..<11)
    check("${a:b,}", .missingQuote, 0..<7)
    check("${ a:b}", .space, 0..<7)
    check("${a:b }", .space, 0..<7)
    check("${a:b c, 'x'}", .space, 0..<13)
    check("${a:b, 'x' }", .space, 0..<12)
  }

  @Test func readsOnBehindAMalformedVariable() {
    let template = VariableTemplate(parsing: "${aws:username/${aws:userid}/${}x${a:b}")
    #expect(
      template.parts == [
        .literal("${aws:username/"), .variable(.init(name: "aws:userid", range: 15..<28)), .literal("/${}x"),
        .variable(.init(name: "a:b", range: 33..<39)),
      ])
    #expect(template.problems.map(\.kind) == [.missingBrace, .empty])
  }

  @Test func aMissingQuoteDoesNotSwallowTheNextVariable() {
    let template = VariableTemplate(parsing: "${a:b, 'x} ${c:d, 'y'}")
    #expect(template.problems.map(\.kind) == [.missingQuote])
    #expect(template.variables.map(\.name) == ["c:d"])
  }
}
