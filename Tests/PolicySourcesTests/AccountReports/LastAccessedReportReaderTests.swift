import AccountModel
import SourceText
import Testing

@testable import PolicySources

// https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetServiceLastAccessedDetails.html
@Suite("Reading reports on last accesses")
struct LastAccessedReportReaderTests {
  private static let worker = "arn:aws:iam::111122223333:role/worker"
  private static let report = """
    {"JobStatus": "COMPLETED", "JobType": "ACTION_LEVEL", "JobCreationDate": "2026-11-01T05:59:00Z",
      "JobCompletionDate": "2026-11-01T06:00:00Z", "IsTruncated": false,
      "ServicesLastAccessed": [
        {"ServiceName": "Amazon S3", "ServiceNamespace": "s3", "LastAuthenticated": "2026-10-30T11:00:00Z",
          "LastAuthenticatedEntity": "arn:aws:iam::111122223333:role/worker", "TotalAuthenticatedEntities": 1,
          "TrackedActionsLastAccessed": [
            {"ActionName": "s3:DeleteBucket"},
            {"ActionName": "ListBucket", "LastAccessedTime": "2026-10-30T11:00:00Z"}]},
        {"ServiceName": "Amazon SQS", "ServiceNamespace": "sqs", "LastAuthenticated": null, "TotalAuthenticatedEntities": 0}
      ]}
    """

  private func read(_ text: String, of arn: String? = nil) -> LastAccessedReportReader.Result {
    LastAccessedReportReader().read(SourceFile(name: "report.json", text: text), of: arn)
  }

  @Test("a report is about the ARN given with it")
  func one() throws {
    let result = read(Self.report, of: Self.worker)
    #expect(result.diagnostics.isEmpty, "\(result.diagnostics.map(\.message))")
    let report = try #require(result.reports.first)
    #expect(report.arn == Self.worker && report.completed == "2026-11-01T06:00:00Z")
    #expect(report.services.map(\.prefix) == ["s3", "sqs"])
    #expect(report.services.map(\.lastUsed) == ["2026-10-30T11:00:00Z", nil])
    #expect(report.services.map { $0.actions.map(\.name) } == [["DeleteBucket", "ListBucket"], []])
    #expect(report.services.map { $0.actions.map(\.lastUsed) } == [[nil, "2026-10-30T11:00:00Z"], []])
  }

  @Test("a file holds several reports by ARN")
  func several() {
    let result = read("{\"\(Self.worker)\": \(Self.report), \"arn:aws:iam::111122223333:policy/p\": \(Self.report)}")
    #expect(result.diagnostics.isEmpty)
    #expect(result.reports.map(\.arn) == [Self.worker, "arn:aws:iam::111122223333:policy/p"])
  }

  @Test("a report that is cut off is used as far as it goes")
  func truncated() {
    let result = read(Self.report.replacing("\"IsTruncated\": false", with: "\"IsTruncated\": true"), of: Self.worker)
    #expect(result.diagnostics.map(\.code) == ["last-accessed-truncated"] && !result.hasErrors)
    #expect(result.reports.count == 1)
  }

  @Test(
    "mistakes",
    arguments: [
      ("", "the document is empty"),
      ("[]", "expected a report, an object"),
      ("{}", "the file holds no reports"),
      (#"{"JobStatus":"COMPLETED","ServicesLastAccessed":[]}"#, "does not say whom it is about"),
      (#"{"user/ana":{}}"#, "expected the ARN of a user, group, role or policy, not `user/ana`"),
      (#"{"arn:a":{"JobStatus":"IN_PROGRESS"}}"#, "`arn:a` is not finished: `JobStatus` is \"IN_PROGRESS\""),
      (#"{"arn:a":{"JobStatus":"FAILED","Error":{"Code":"X","Message":"no such entity"}}}"#, "no such entity"),
      (#"{"arn:a":{"JobStatus":"COMPLETED"}}"#, "`ServicesLastAccessed` of `arn:a` is missing"),
      (#"{"arn:a":{"ServicesLastAccessed":{}}}"#, "expected a list of services"),
      (#"{"arn:a":{"ServicesLastAccessed":[{}]}}"#, "expected a service with its `ServiceNamespace`"),
      (
        #"{"arn:a":{"ServicesLastAccessed":[{"ServiceNamespace":"s3","TrackedActionsLastAccessed":[7]}]}}"#,
        "expected an action with its `ActionName`"
      ),
    ])
  func mistakes(text: String, message: String) {
    let result = read(text)
    #expect(result.hasErrors)
    #expect(result.diagnostics.contains { $0.message.contains(message) }, "\(result.diagnostics.map(\.message))")
  }

  @Test("the report of another user or role is told")
  func otherEntity() {
    let result = read(Self.report, of: "arn:aws:iam::111122223333:role/other")
    #expect(
      result.diagnostics.map(\.message) == [
        "the report is about `arn:aws:iam::111122223333:role/worker`, and was given for"
          + " `arn:aws:iam::111122223333:role/other`"
      ])
    // Of a group and a policy it names whoever used them last.
    #expect(!read(Self.report, of: "arn:aws:iam::111122223333:group/workers").hasErrors)
  }

  @Test("no beginning of a report, and no report with a changed byte, is too much")
  func hostile() {
    let bytes = Array("{\"\(Self.worker)\": \(Self.report)}".utf8)
    for end in bytes.indices {
      _ = LastAccessedReportReader().read(SourceFile(name: "a", bytes: Array(bytes[..<end])))
      var changed = bytes
      changed[end] = [0x7B, 0x22, 0x5D, 0x2C, 0xFF, 0x37][end % 6]
      _ = LastAccessedReportReader().read(SourceFile(name: "a", bytes: changed))
    }
  }
}
