import Authorization
import PolicyChecks

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@main
enum Benchmarks {
  /// Runs all, or only those whose name holds the first argument; a second argument sets the loops of a round, so that an
  /// instruction counter need not wait.
  static func main() throws {
    let wanted = CommandLine.arguments.dropFirst().first ?? ""
    func run(_ name: String, _ body: () throws -> Void) rethrows {
      if wanted.isEmpty || name.contains(wanted) { try body() }
    }
    try run("decisions") {
      try decisions("80 statements, 32 requests", PrincipalScenario.make())
      try decisions("1 policy of 2 statements", PrincipalScenario.single())
    }
    try run("explanations") { try explanations(PrincipalScenario.make()) }
    run("documents") { documents() }
    try run("validation") { try validation() }
    try run("catalogue") { try catalogue() }
  }

  private static func decisions(_ name: String, _ scenario: (Authorizer, [AuthorizationRequest])) {
    let (authorizer, requests) = scenario
    var counts: [Decision: Int] = [:]
    for request in requests { counts[authorizer.decide(request), default: 0] += 1 }
    let loops = CommandLine.arguments.dropFirst(2).first.flatMap(Int.init) ?? 20_000
    var allowed = 0
    let result = Measurement.best(rounds: 7, operations: loops * requests.count) {
      for _ in 0..<loops { for request in requests where authorizer.decide(request) == .allowed { allowed += 1 } }
    }
    let mix = Decision.allCases.map { "\($0.rawValue) \(counts[$0] ?? 0)" }.joined(separator: ", ")
    report(name, "\(Int(result.perSecond)) decisions/s, \(Int(result.nanoseconds)) ns", result, "(\(mix))")
    precondition(allowed % max(1, counts[.allowed] ?? 0) == 0, "decisions changed while repeated")
  }

  private static func explanations(_ scenario: (Authorizer, [AuthorizationRequest])) {
    let (authorizer, requests) = scenario
    var checks = 0
    let result = Measurement.best(rounds: 5, operations: 50 * requests.count) {
      for _ in 0..<50 { for request in requests { checks += authorizer.explain(request).checks.count } }
    }
    report("the same, explained", "\(Int(result.perSecond)) explanations/s", result, "")
  }

  private static func documents() {
    let files = DocumentScenario.make()
    let bytes = files.reduce(0) { $0 + $1.bytes.count }
    var done = 0
    let parsing = Measurement.best(rounds: 5, operations: 1) { done = DocumentScenario.parse(files) }
    precondition(done == files.count, "\(done) of \(files.count) documents parse")
    let both = Measurement.best(rounds: 5, operations: 1) { done = DocumentScenario.parseAndCompile(files) }
    precondition(done == files.count, "\(done) of \(files.count) documents compile")
    report("\(files.count) documents, \(bytes / 1000) kB: parse", milliseconds(parsing), parsing, "")
    report("\(files.count) documents, \(bytes / 1000) kB: parse and compile", milliseconds(both), both, "")
  }

  private static func validation() throws {
    let files = try ValidationScenario.managedPolicies()
    let bytes = files.reduce(0) { $0 + $1.bytes.count }
    let long = ValidationScenario.long(statements: 2000)
    let managed = "\(files.count) managed policies, \(bytes / 1000) kB"
    for (name, files, rules) in [
      ("\(managed): validate", files, RuleTable.validation),
      ("\(managed): lint, \(RuleTable.enabled.count) rules", files, RuleTable.enabled),
      ("1 policy of 2000 statements, \(long.bytes.count / 1000) kB: validate", [long], RuleTable.validation),
      ("1 policy of 2000 statements, \(long.bytes.count / 1000) kB: lint", [long], RuleTable.enabled),
    ] {
      var found = 0
      let result = Measurement.best(rounds: 5, operations: 1) {
        found = (try? ValidationScenario.check(files, with: rules)) ?? 0
      }
      precondition(found > 0, "nothing was found")
      report(name, milliseconds(result), result, "(\(found) findings)")
    }
  }

  private static func catalogue() throws {
    let scenario = try CatalogScenario()
    let loading = try scenario.loading()
    report("catalogue: load", "\(Int(loading.nanoseconds)) ns", loading, "")
    let one = scenario.lookingUp("secretsmanager:GetSecretValue")
    report("catalogue: look up one action", "\(Int(one.nanoseconds)) ns", one, "")
    for (name, scattered) in [("in order", false), ("scattered", true)] {
      let all = scenario.lookingUpAll(scattered: scattered)
      report("catalogue: look up every action, \(name)", "\(Int(all.nanoseconds)) ns", all, "")
    }
    for (pattern, loops) in [("secretsmanager:*Secret*", 1_000), ("*:Get*", 20), ("*", 20)] {
      let (result, count) = scenario.expanding(pattern, loops: loops)
      let microseconds = (result.nanoseconds / 10).rounded() / 100
      report("catalogue: expand \(pattern)", "\(microseconds) µs", result, "(\(count) actions)")
    }
  }

  private static func milliseconds(_ result: Measurement.Result) -> String {
    "\((result.nanoseconds / 1e5).rounded() / 10) ms"
  }

  private static func report(_ name: String, _ figure: String, _ result: Measurement.Result, _ remark: String) {
    let allocations = result.allocations.map { ", \($0) allocations each" } ?? ""
    print("\(name): \(figure)\(allocations) \(remark)")
  }
}
