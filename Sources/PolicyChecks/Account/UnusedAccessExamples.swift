/// The reports of the examples of rules that ask what was used.
enum UnusedAccessExamples {
  static let services = """
    {"arn:aws:iam::111122223333:role/worker":{"JobStatus":"COMPLETED","JobType":"SERVICE_LEVEL",\
    "JobCompletionDate":"2026-11-01T06:00:00Z","ServicesLastAccessed":[\
    {"ServiceName":"Amazon S3","ServiceNamespace":"s3","LastAuthenticated":"2026-10-30T11:00:00Z"},\
    {"ServiceName":"Amazon SQS","ServiceNamespace":"sqs"}]}}
    """

  static let actions = """
    {"arn:aws:iam::111122223333:role/worker":{"JobStatus":"COMPLETED","JobType":"ACTION_LEVEL",\
    "JobCompletionDate":"2026-11-01T06:00:00Z","ServicesLastAccessed":[\
    {"ServiceName":"Amazon S3","ServiceNamespace":"s3","LastAuthenticated":"2026-10-30T11:00:00Z",\
    "TrackedActionsLastAccessed":[{"ActionName":"DeleteBucket","LastAccessedTime":"2026-05-04T09:00:00Z"},\
    {"ActionName":"ListBucket","LastAccessedTime":"2026-10-30T11:00:00Z"}]}]}}
    """

  static func credentials(mfa: Bool) -> String {
    """
    user,arn,password_enabled,password_last_used,mfa_active,access_key_1_active
    ana,arn:aws:iam::111122223333:user/ana,true,2026-10-30T08:00:00+00:00,\(mfa),false

    """
  }
}
