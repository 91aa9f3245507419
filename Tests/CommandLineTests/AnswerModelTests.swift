import Foundation
import Testing

/// JSON answers are what programs written for the AWS CLI expect.
@Suite("JSON answers")
struct AnswerModelTests {
  @Test(
    "botocore's response parser keeps all of it", .enabled(if: Botocore.isAvailable, Botocore.hint),
    arguments: SampleAnswers.simulations + SampleAnswers.contextKeys)
  func botocoreReadsIt(sample: SampleAnswers.Sample) throws {
    try #expect(Botocore.problems(in: sample.answer(), operation: sample.operation) == "")
  }

  @Test(
    "with --source-policy-types model every value is one of the model's",
    .enabled(if: Botocore.isAvailable, Botocore.hint),
    arguments: SampleAnswers.simulations)
  func enumerationsOfTheModel(sample: SampleAnswers.Sample) throws {
    let answer = try sample.answer(["--source-policy-types", "model"])
    try #expect(Botocore.problems(in: answer, operation: sample.operation, flags: ["--check-enums"]) == "")
  }

  @Test("what botocore would drop is noticed", .enabled(if: Botocore.isAvailable, Botocore.hint))
  func botocoreNoticesStrangers() throws {
    let answer = #"{"EvaluationResults": [{"EvalActionName": "a:b", "EvalDecision": "Allowed", "Reason": "x"}]}"#
    let problems = try Botocore.problems(in: answer, operation: "SimulateCustomPolicy")
    #expect(problems.contains("the model has no member Reason"))
    #expect(problems.contains("\"Allowed\" is none of allowed, explicitDeny, implicitDeny"))
  }

  @Test("answers are as docs/schema says", arguments: SampleAnswers.simulations)
  func answersMeetTheSchema(sample: SampleAnswers.Sample) throws {
    let schema = try JSONSchema("docs/schema/simulate-policy-response.schema.json")
    try #expect(schema.problems(in: sample.answer()) == [])
  }

  @Test("the samples hold every member that the schema lists")
  func samplesAreComplete() throws {
    let answers = try SampleAnswers.simulations.map { try $0.answer() }.joined()
    let schema = try Repository.text("docs/schema/simulate-policy-response.schema.json")
    for match in schema.matches(of: /"([A-Z][A-Za-z]+)": \{/) where !schema.contains("#/$defs/\(match.1)\"") {
      #expect(answers.contains("\"\(match.1)\":"), "\(match.1)")
    }
  }

  @Test("what is not as the schema says is noticed")
  func schemaNoticesStrangers() throws {
    let schema = try JSONSchema("docs/schema/simulate-policy-response.schema.json")
    let answer = #"{"EvaluationResults": [{"EvalActionName": "a:b", "EvalDecision": "Allowed", "Reason": 1}]}"#
    #expect(try schema.problems(in: answer).count == 5)
  }
}

/// The AWS CLI's reader of answers, where Python has it.
enum Botocore {
  static let hint: Comment = "needs Python with botocore: pip install botocore==1.44.5 (or name one in IAMSIM_PYTHON)"

  private static let python = ProcessInfo.processInfo.environment["IAMSIM_PYTHON"] ?? "python3"

  static let isAvailable = (try? run(["-c", "import botocore"]).status) == 0

  /// What is wrong with an answer; empty for nothing.
  static func problems(in answer: String, operation: String, flags: [String] = []) throws -> String {
    let script = Repository.path("Scripts/read-with-botocore.py")
    let run = try run([script, operation] + flags, input: answer)
    if run.status != 0, run.messages.isEmpty { return "status \(run.status)" }
    return run.messages
  }

  private static func run(_ arguments: [String], input: String = "") throws -> ChildProcess {
    try ChildProcess.run(
      "/usr/bin/env", [python] + arguments, input: input, environment: ["PYTHONDONTWRITEBYTECODE": "1"])
  }
}
