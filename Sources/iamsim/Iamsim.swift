@main
enum Iamsim {
  static func main() {}
}
