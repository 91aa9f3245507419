import CommandLine

@main
enum Iamsim {
  static func main() { CommandLineTool.main() }
}
