/// A line on a terminal that tells how far a long run is, and is gone when it ends.
struct ProgressLine {
  /// Runs shorter than this show nothing.
  private static let patience = Duration.seconds(1)
  private static let interval = Duration.milliseconds(100)

  private let show: (@Sendable (String) -> Void)?
  private let now: () -> Duration
  private var next = Self.patience
  private var isShown = false

  /// - Parameters:
  ///   - show: writes to the terminal; `nil` where there is none.
  ///   - now: the time since the run began.
  init(_ show: (@Sendable (String) -> Void)?, now: @escaping () -> Duration) {
    self.show = show
    self.now = now
  }

  /// Shows another text, not more often than can be read.
  mutating func update(_ text: @autoclosure () -> String) {
    guard let show else { return }
    let time = now()
    guard time >= next else { return }
    next = time + Self.interval
    isShown = true
    show("\r\u{1B}[K" + text())
  }

  /// Takes the line away.
  mutating func finish() {
    if isShown { show?("\r\u{1B}[K") }
    isShown = false
  }
}
