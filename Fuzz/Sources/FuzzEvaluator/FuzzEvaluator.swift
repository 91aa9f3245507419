import CFuzzer
import PolicyTestSupport

/// Reads arbitrary bytes as a policy and holds the compiled evaluator against the literal one.
@main
struct FuzzEvaluator {
  static func main() {
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    _ = LLVMFuzzerRunDriver(&count, &arguments) { data, size in
      if let difference = EvaluatorInvariants.disagreement(in: Array(UnsafeBufferPointer(start: data, count: size))) {
        fatalError(difference)
      }
      return 0
    }
  }
}
