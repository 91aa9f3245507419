import Synchronization
import Testing

@testable import CommandLine

@Suite struct ProgressLineTests {
  private final class Terminal: Sendable {
    let shown = Mutex<[String]>([])
    func write(_ text: String) { shown.withLock { $0.append(text) } }
  }

  @Test func shortRunsShowNothing() {
    let terminal = Terminal()
    var line = ProgressLine(terminal.write) { .milliseconds(999) }
    for number in 0..<100 { line.update("\(number)") }
    line.finish()
    #expect(terminal.shown.withLock { $0 } == [])
  }

  @Test func longRunsShowALineThatGoesAway() {
    let terminal = Terminal()
    var time = 0
    var line = ProgressLine(terminal.write) { .milliseconds(time) }
    for number in 0..<130 {
      time = number * 10
      line.update("\(number)")
    }
    line.finish()
    line.finish()
    #expect(terminal.shown.withLock { $0 } == ["\r\u{1B}[K100", "\r\u{1B}[K110", "\r\u{1B}[K120", "\r\u{1B}[K"])
  }
}
