import PolicyLanguage
import Testing

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
@Suite struct ConditionOperatorNameTests {
  @Test func takesNamesApart() {
    #expect(ConditionOperatorName(parsing: "Null") == ConditionOperatorName(base: "Null"))
    #expect(
      ConditionOperatorName(parsing: "StringEqualsIfExists")
        == ConditionOperatorName(base: "StringEquals", ifExists: true))
    #expect(
      ConditionOperatorName(parsing: "ForAnyValue:ArnLike")
        == ConditionOperatorName(qualifier: .forAnyValue, base: "ArnLike"))
    #expect(
      ConditionOperatorName(parsing: "forallvalues:stringlikeifexists")
        == ConditionOperatorName(qualifier: .forAllValues, base: "stringlike", ifExists: true))
  }

  @Test func everyTextGivesAName() {
    for text in [
      "", "IfExists", "ForAnyValue", "ForAnyValue:", "ForSomeValues:StringEquals", "ForAnyValueStringEquals", ":", "é",
    ] {
      let name = ConditionOperatorName(parsing: text)
      #expect(name.description == text)
    }
    #expect(ConditionOperatorName(parsing: "IfExists").ifExists == false)
    #expect(ConditionOperatorName(parsing: "ForAnyValue").qualifier == nil)
  }
}
