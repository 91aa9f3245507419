/// Unsigned requests.
enum AnonymousAccess {
  /// Only some services take them at all.
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous
  static func isSupported(by service: Bytes) -> Bool {
    service.equals("s3") || service.equals("sns") || service.equals("sqs")
  }
}
