import CAllocationCount

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Times work on the thread's own CPU clock, so that other programs on the machine count as little as possible.
enum Measurement {
  /// One figure.
  struct Result {
    /// CPU nanoseconds of one operation, in the best round.
    var nanoseconds: Double
    /// Heap allocations of one operation, in the last round; `nil` where they cannot be counted.
    var allocations: Double?

    var perSecond: Double { 1e9 / nanoseconds }
  }

  /// Runs `body` in several rounds; it does `operations` operations each time.
  static func best(rounds: Int, operations: Int, _ body: () -> Void) -> Result {
    body()
    var best = Double.infinity
    var allocations: Double?
    for _ in 0..<rounds {
      let allocated = allocation_count()
      let start = now()
      body()
      best = min(best, now() - start)
      if allocated >= 0 { allocations = Double(allocation_count() - allocated) / Double(operations) }
    }
    return Result(nanoseconds: best / Double(operations), allocations: allocations)
  }

  /// CPU time of this thread in nanoseconds.
  static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
  }
}
