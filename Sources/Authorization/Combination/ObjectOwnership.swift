/// Objects of S3 that another account owns than their bucket.
enum ObjectOwnership {
  /// Whether the owner of an object, and not of its bucket, decides about an action: then the bucket's policy can deny, but its
  /// Allow does not reach the object.
  ///
  /// Reading an object and its access control list is up to its owner; the bucket's owner can deny it, and write and delete
  /// objects whoever owns them.
  /// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-auth-workflow-object-operation.html
  static func decidesAlone(over resource: Resource, action: String) -> Bool {
    guard let owner = resource.objectOwnerAccountID, owner != resource.ownerAccountID else { return false }
    return actions.contains(action.lowercased())
  }

  /// The actions that permissions in the access control list of an object stand for, in lower case.
  /// https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#permissions
  private static let actions: Set<String> = [
    "s3:getobject", "s3:getobjectversion", "s3:getobjectattributes", "s3:getobjectversionattributes", "s3:getobjectacl",
    "s3:getobjectversionacl", "s3:putobjectacl", "s3:putobjectversionacl",
  ]
}
