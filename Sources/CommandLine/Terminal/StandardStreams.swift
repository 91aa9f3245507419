import PolicySources
import SourceText

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
    var fileErrors: [String] = []
    var fileMessages = ""
    for file in outcome.files {
      if let error = write(file) { fileErrors.append(error) } else { fileMessages += file.message }
    }
    let outputError = write(outcome.output, to: STDOUT_FILENO)
    _ = write(outcome.messages + fileMessages + fileErrors.joined(), to: STDERR_FILENO)
    if !fileErrors.isEmpty { return .failure }
    guard let outputError, outputError != EPIPE else { return outcome.status }
    _ = write(
      "iamsim: error: cannot write to standard output: \(String(cString: strerror(outputError)))\n", to: STDERR_FILENO)
    return .failure
  }

  /// Writes to the terminal while a run goes on.
  static func showProgress(_ text: String) { _ = write(text, to: STDERR_FILENO) }

  /// Writes a file, over one that is there; gives a message where that was not possible.
  private static func write(_ file: Outcome.File) -> String? {
    if let replaced = file.replaced {
      do throws(SourceReadError) {
        try FileReplacement.replace(file.path, replaced, by: Array(file.text.utf8))
        return nil
      } catch {
        return "iamsim: error: \(DisplayWidth.printable(error.message))\n"
      }
    }
    let descriptor = open(file.path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    var problem: Int32? = descriptor < 0 ? errno : nil
    if descriptor >= 0 {
      problem = write(file.text, to: descriptor)
      if close(descriptor) != 0, problem == nil { problem = errno }
    }
    return problem.map {
      "iamsim: error: cannot write `\(DisplayWidth.printable(file.path))`: \(String(cString: strerror($0)).lowercased())\n"
    }
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
