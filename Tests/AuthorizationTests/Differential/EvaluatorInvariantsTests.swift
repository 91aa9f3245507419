import PolicyTestSupport
import Testing

/// The fuzz target's own promise, on its seeds and on seeds with a byte changed.
@Suite struct EvaluatorInvariantsTests {
  @Test func seedsAndTheirNeighboursAgree() {
    var random = SplitMix64(seed: 5)
    let seeds = EvaluatorInvariants.seedInputs(count: 60)
    #expect(seeds.count > 100)
    for seed in seeds {
      #expect(EvaluatorInvariants.disagreement(in: seed) == nil)
      for _ in 0..<4 {
        var input = seed
        input[2 + random.below(input.count - 2)] = UInt8(32 + random.below(95))
        #expect(EvaluatorInvariants.disagreement(in: input) == nil, "\(String(decoding: input, as: UTF8.self))")
      }
    }
  }
}
