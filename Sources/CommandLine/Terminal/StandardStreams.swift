#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The one place where iamsim prints.
enum StandardStreams {
  /// Prints an outcome and gives the status to exit with.
  ///
  /// A reader that went away (`iamsim … | head`) is not an error: the status stays what it was. Any other failure to write
  /// standard output is one, for the answer did not arrive whole.
  static func print(_ outcome: Outcome) -> ExitStatus {
    // Otherwise the signal would end the process before `write` could report the closed pipe.
    signal(SIGPIPE, SIG_IGN)
    let outputError = write(outcome.output, to: STDOUT_FILENO)
    _ = write(outcome.messages, to: STDERR_FILENO)
    guard let outputError, outputError != EPIPE else { return outcome.status }
    _ = write(
      "iamsim: error: cannot write to standard output: \(String(cString: strerror(outputError)))\n", to: STDERR_FILENO)
    return .failure
  }

  /// Writes all of a text; gives the error number where that was not possible.
  private static func write(_ text: String, to descriptor: Int32) -> Int32? {
    var text = text
    return text.withUTF8 { bytes -> Int32? in
      var rest = UnsafeRawBufferPointer(bytes)
      while let base = rest.baseAddress, !rest.isEmpty {
        let count = systemWrite(descriptor, base, rest.count)
        if count < 0 {
          let code = errno
          if code == EINTR { continue }
          if code == EAGAIN {
            // Somebody left the stream non-blocking: wait until it takes more.
            var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            _ = poll(&entry, 1, -1)
            continue
          }
          return code
        }
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      }
      return nil
    }
  }

  private static func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
    #if canImport(Glibc)
      Glibc.write(descriptor, bytes, count)
    #elseif canImport(Musl)
      Musl.write(descriptor, bytes, count)
    #else
      Darwin.write(descriptor, bytes, count)
    #endif
  }
}
