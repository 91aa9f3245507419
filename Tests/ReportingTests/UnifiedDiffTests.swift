import Reporting
import SourceText
import Testing

/// Diffs as `diff -u` writes them.
@Suite struct UnifiedDiffTests {
  private func diff(_ old: String, _ new: String, name: String = "p.json") -> String {
    UnifiedDiff().text(from: SourceFile(name: name, text: old), to: SourceFile(name: name, text: new))
  }

  @Test func oneLineChanges() {
    let old = (1...9).map { "\($0)\n" }.joined()
    let new = old.replacing("5\n", with: "five\nmore\n")
    #expect(
      diff(old, new) == """
        --- a/p.json
        +++ b/p.json
        @@ -2,7 +2,8 @@
         2
         3
         4
        -5
        +five
        +more
         6
         7
         8

        """)
  }

  @Test func changesFarApartHaveAHunkEach() {
    let old = (1...30).map { "\($0)\n" }.joined()
    let new = old.replacing("\n5\n", with: "\nx\n").replacing("\n25\n", with: "\n")
    let text = diff(old, new)
    #expect(text.contains("@@ -2,7 +2,7 @@\n"))
    #expect(text.contains("@@ -22,7 +22,6 @@\n"))
    #expect(diff(old, old) == "")
  }

  @Test func endsOfFilesAndLinesAreKept() {
    #expect(
      diff("a\r\nb", "a\r\nc\n") == """
        --- a/p.json
        +++ b/p.json
        @@ -1,2 +1,2 @@
         a\r
        -b
        \\ No newline at end of file
        +c

        """)
    #expect(diff("", "a\n").contains("@@ -0,0 +1,1 @@\n+a\n"))
  }

  @Test func namesAreThoseThatPatchTakes() {
    #expect(diff("a\n", "b\n", name: "./x/y.json").hasPrefix("--- a/x/y.json\n+++ b/x/y.json\n"))
    #expect(diff("a\n", "b\n", name: "/x/y z.json").hasPrefix("--- /x/y z.json\t\n+++ /x/y z.json\t\n"))
  }

  @Test func coloursOnRequest() {
    let text = UnifiedDiff().text(
      from: SourceFile(name: "p", text: "a\n"), to: SourceFile(name: "p", text: "b\n"), isColoured: true)
    #expect(text.contains("\u{1B}[31m-a\u{1B}[0m\n\u{1B}[32m+b\u{1B}[0m\n"))
  }
}
