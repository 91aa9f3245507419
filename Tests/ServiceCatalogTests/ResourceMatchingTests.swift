import ServiceCatalog
import Testing

/// ARNs and patterns of ARNs against the formats of resource types.
///
/// The formats are those of AWS's service authorization reference, for Secrets Manager
/// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html
@Suite("ARNs and resource types")
struct ResourceMatchingTests {
  private let catalog: ServiceCatalog

  init() throws { catalog = try ServiceCatalog.embedded() }

  private func names(_ types: [ResourceType]) -> [String] { types.map { "\($0.owner.prefix) \($0.name)" } }

  @Test(arguments: [
    ("arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/db-AbCdEf", ["secretsmanager Secret"]),
    ("arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:x", ["secretsmanager Secret"]),
    ("arn:aws:secretsmanager:us-east-1:123456789012:parameter/x", []),
    ("arn:aws:secretsmanager:us-east-1:123456789012:Secret:x", []),
    ("secretsmanager", []), ("", []), ("arn:aws:s3", []),
    ("arn:aws:sns:us-east-1:123456789012:topic", ["devops-guru topic", "sns topic"]),
    // A bucket's name holds no slash, and an object of another bucket's name does not make it one.
    ("arn:aws:s3:::bucket", ["s3 bucket", "ssm bucket"]), ("arn:aws:s3:::bucket/a/b", ["s3 object"]),
    ("arn:aws:s3:::bucket/", ["s3 object"]), ("arn:aws:s3:::accesspoint/x", ["s3 object"]),
    ("arn:aws:s3:us-east-1:123456789012:accesspoint/x", ["s3 accesspoint"]),
    ("arn:aws:s3:us-east-1:123456789012:accesspoint/x/object/y", ["s3 accesspointobject"]),
    // The ARN names another service than the prefix of the actions.
    (
      "arn:aws:execute-api:us-east-1:123456789012:a1b2c3/prod/GET/pets",
      ["execute-api execute-api-general"]
    ),
    (
      "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/web/50dc6c495c0c9188",
      [
        "arc-zonal-shift ALB", "elasticloadbalancing loadbalancer/app/", "waf-regional loadbalancer/app/",
        "wafv2 loadbalancer/app/",
      ]
    ),
  ])
  func typesOfAnARN(arn: String, expected: [String]) {
    #expect(names(catalog.resourceTypes(ofARN: arn)) == expected)
  }

  @Test(arguments: [
    ("arn:aws:secretsmanager:*:*:secret:prod/*", ["secretsmanager Secret"]),
    ("arn:aws:secretsmanager:us-east-1:123456789012:*", ["secretsmanager Secret"]),
    ("arn:aws:secretsmanager:*", ["secretsmanager Secret"]), ("arn:aws:secretsmanager", ["secretsmanager Secret"]),
    ("arn:*:secretsmanager:*:*:secret:*", ["secretsmanager Secret"]),
    ("arn:aws:secretsmanager:us-east-?:123456789012:s*", ["secretsmanager Secret"]),
    ("arn:aws:secretsmanager:us-east-1:123456789012:${aws:PrincipalTag/kind}:x", ["secretsmanager Secret"]),
    ("arn:aws:secretsmanager:us-east-1:123456789012:${aws:PrincipalTag/kind, 'a}b'}x", ["secretsmanager Secret"]),
    ("arn:aws:secretsmanager:us-east-1:123456789012:secre${*}:x", []),
    ("arn:aws:secretsmanager:us-east-1:123456789012:se?ret:x", ["secretsmanager Secret"]),
    ("arn:aws:secretsmanager:us-east-1:123456789012:se?cret:x", []),
    ("arn:aws:secretsmanager:us-east-1:${aws:PrincipalAccount}:secret:x", []),
    ("arn:aws:s3:::bucket*", ["s3 bucket", "s3 object", "ssm bucket"]), ("arn:aws:s3:::bucket/*", ["s3 object"]),
    ("arn:aws:s3:::${aws:username}/*", ["s3 object"]), ("arn:aws:s3:::*", ["s3 bucket", "s3 object", "ssm bucket"]),
    ("arn:*:s3:*:*:bucket/*", ["s3 object"]),
    ("arn:aws:dynamodb:*:*:table/orders", ["dynamodb table"]),
    ("arn:aws:dynamodb:*:*:table/orders/index/*", ["dynamodb index"]),
    ("arn:aws:lambda:us-east-1:123456789012:function:report", ["lambda function"]),
    (
      "arn:aws:lambda:us-east-1:123456789012:function:report:*",
      [
        "lambda durable execution", "lambda function alias", "lambda function version",
      ]
    ),
    ("nonsense", []), ("", []), ("ar", []), ("*secret*", []),
  ])
  func typesOfAPattern(pattern: String, expected: [String]) {
    #expect(names(catalog.resourceTypes(matching: pattern)) == expected)
  }

  /// A `*` that ends a field may run past the colon behind it.
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
  @Test(arguments: [
    ("arn:aws:lambda:*:function:report", ["lambda function"]),
    ("arn:aws:secretsmanager:us-*:secret:prod/db-??????", ["secretsmanager Secret"]),
    ("arn:aws:logs:us-east-1:*:log-stream:today", ["logs log-stream"]),
    // In the middle of a field it does not.
    ("arn:aws:lambda:us*1:function:report", []),
  ])
  func starsPastColons(pattern: String, expected: [String]) {
    #expect(names(catalog.resourceTypes(matching: pattern)) == expected)
  }

  /// Formats whose ARNs leave a field empty that the format fills.
  @Test func emptyFieldsAreAllowedWhereNothingElseFits() {
    #expect(names(catalog.resourceTypes(ofARN: "arn:aws:secretsmanager:::secret:x")) == ["secretsmanager Secret"])
    #expect(names(catalog.resourceTypes(ofARN: "arn:aws:health:us-east-1::event/EC2/X/Y")) == ["health event"])
    #expect(names(catalog.resourceTypes(ofARN: "arn:aws:s3:us-east-1:123456789012:bucket")).isEmpty)
  }

  @Test func everyTypeIsOfItsOwnFormats() {
    for service in catalog.services {
      for type in service.resourceTypes {
        for format in type.arnFormats {
          let filled = format.replacing(/\$\{[^}]*\}/, with: "q").replacing("*", with: "q")
          let pattern = format.replacing(/\$\{[^}]*\}/, with: "*")
          if !type.matches(filled) || !type.canMatch(pattern) {
            // Another type of the service has a narrower format, which the filled one is then meant to be of.
            let other = service.resourceTypes(matching: filled)
            #expect(!other.isEmpty && !other.contains(type), "\(service.prefix) \(type.name) \(filled)")
          }
        }
      }
    }
  }

  /// Formats that were read once give the same as those that are read for each pattern.
  @Test func formatsReadOnceGiveTheSame() {
    let patterns = [
      "*", "arn:aws:s3:::*", "arn:aws:s3:::bucket/*", "arn:*:*:*:*:*", "arn:aws:lambda:*:function:report",
      "secretsmanager",
      "arn:aws:iam::111122223333:role/*", "arn:aws:ec2:*:*:*/*", "arn:aws:sns:us-east-1:111122223333:topic",
    ]
    for service in catalog.services {
      let formats = ResourceFormats(of: service)
      let own = service.resourceTypes.flatMap(\.arnFormats).prefix(6).map { $0.replacing("${Partition}", with: "aws") }
      for pattern in patterns + own {
        #expect(
          formats.types(matching: pattern) == service.resourceTypes(matching: pattern), "\(service.prefix) \(pattern)")
      }
    }
  }

  @Test func starIsOfEveryType() {
    let all = catalog.services.reduce(0) { $0 + $1.resourceTypes.count }
    for pattern in ["*", "***", "arn:*"] {
      #expect(catalog.resourceTypes(matching: pattern).count == all, "\(pattern)")
    }
  }

  @Test func whatAnActionAppliesTo() throws {
    let get = try #require(catalog.action(named: "secretsmanager:GetSecretValue"))
    let secret = try #require(catalog.service(named: "secretsmanager")?.resourceType(named: "Secret"))
    #expect(get.canApply(to: "*") == .everyResource)
    #expect(get.canApply(to: "arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/*") == .types([secret]))
    #expect(get.canApply(to: "arn:aws:s3:::bucket/*") == .never)
    #expect(get.canApply(to: "prod/db") == .never)
    #expect(secret.canMatch("arn:*") && secret.canMatch("*") && !secret.canMatch("arn:aws:s3:::*"))
    #expect(secret.matches("arn:aws:secretsmanager:us-east-1:123456789012:secret:*"))

    let list = try #require(catalog.action(named: "secretsmanager:ListSecrets"))
    #expect(list.canApply(to: "*") == .everyResource)
    #expect(list.canApply(to: "arn:aws:secretsmanager:us-east-1:123456789012:secret:*") == .onlyStar)
    #expect(list.canApply(to: "arn:*") == .onlyStar)

    let listBucket = try #require(catalog.action(named: "s3:ListBucket"))
    #expect(listBucket.canApply(to: "arn:aws:s3:::bucket/*") == .never)
    let getObject = try #require(catalog.action(named: "s3:GetObject"))
    #expect(getObject.canApply(to: "arn:aws:s3:::bucket") == .never)
    #expect(getObject.canApply(to: "arn:aws:s3:::bucket/*").isPossible)
  }

  /// Of these the packages lost rows, so that no answer is better than a wrong one.
  @Test func gapsOfTheDataAreNoMistakesOfPolicies() throws {
    let action = try #require(catalog.action(named: "profile:GetProfileObjectType"))
    #expect(action.canApply(to: "arn:aws:profile:us-east-1:123456789012:domains/d") == .unknown)
    #expect(action.canApply(to: "arn:aws:s3:::bucket") == .never)
    let options = try #require(catalog.action(named: "apigateway:OPTIONS"))
    #expect(options.canApply(to: "arn:aws:apigateway:us-east-1::/restapis") == .unknown)
  }

  @Test func hostilePatternsStayBounded() {
    let clock = ContinuousClock()
    let long = String(repeating: "*a", count: 500)
    let elapsed = clock.measure {
      _ = catalog.resourceTypes(matching: "arn:aws:lambda:*:*:" + long)
      _ = catalog.resourceTypes(matching: "arn:*:*:*:*:" + long)
      _ = catalog.resourceTypes(matching: "arn:aws:lambda:*:" + long + ":" + long)
      _ = catalog.resourceTypes(ofARN: String(repeating: ":", count: 10_000))
    }
    #expect(elapsed < .seconds(60), "took \(elapsed)")
  }
}
