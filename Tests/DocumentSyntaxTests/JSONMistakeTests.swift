import DocumentSyntax
import SourceText
import Testing

@Suite("JSON: every mistake is reported once, where it is")
struct JSONMistakeTests {
  /// One mistake, one diagnostic.
  @Test(arguments: [
    // Commas and colons.
    (#"{"a": 1 "b": 2}"#, "1:8 expected `,` or `}` after this value"),
    (#"["a" "b"]"#, "1:5 expected `,` or `]` after this value"),
    (#"[1, 2,]"#, "1:6 no comma may stand after the last element of an array"),
    (#"{"a": 1,}"#, "1:8 no comma may stand after the last member of an object"),
    (#"[1,,2]"#, "1:4 expected a value before `,`"),
    (#"[,1]"#, "1:2 expected a value before `,`"),
    (#"[1,,,,]"#, "1:4 expected a value before `,`"),
    (#"{"a" 1}"#, "1:5 expected `:` after the key"),
    (#"{"a" = 1}"#, "1:6 expected `:` after the key, found `=`"),
    (#"{"a" => 1}"#, "1:6 expected `:` after the key, found `=>`"),
    (#"{"a":: 1}"#, "1:6 unexpected `:`, expected a value"),
    (#"{"a": "b": "c"}"#, "1:10 unexpected `:`, expected `,` or `}`"),
    (#"["a": 1, "b": 2]"#, "1:5 unexpected `:` inside an array"),
    (#"{"a": 1; "b": 2}"#, "1:8 expected `,` or `}`, found `;`"),
    // Values and keys.
    (#"{"a": }"#, "1:6 expected a value"),
    (#"{"a": , "b": 1}"#, "1:6 expected a value"),
    (#"{"a"}"#, "1:2 expected `:` and a value after the key"),
    (#"{"a", "b": 1}"#, "1:2 expected `:` and a value after the key"),
    (#"{"a" "b": 1}"#, "1:2 expected `:` and a value after the key"),
    (#"{: 1}"#, "1:2 expected a key in double quotes before `:`"),
    (#"{"a": 1, {"b": 2}}"#, "1:10 expected a key in double quotes before `{`"),
    (#"{a: 1}"#, "1:2 the key `a` must stand in double quotes"),
    (#"{"a": Allow}"#, "1:7 `Allow` must stand in double quotes"),
    (#"{"a": s3:GetObject, "b": 1}"#, "1:7 `s3:GetObject` must stand in double quotes"),
    (#"{"a": 2012-10-17}"#, "1:7 `2012-10-17` must stand in double quotes"),
    (#"{"a": 10.0.0.0/8}"#, "1:7 `10.0.0.0/8` must stand in double quotes"),
    (#"{"a": True}"#, "1:7 `True` is not a JSON value, expected `true`"),
    (#"{"a": None}"#, "1:7 `None` is not a JSON value, expected `null`"),
    (#"{"a": truely}"#, "1:7 `truely` must stand in double quotes"),
    (#"{'a': 1}"#, "1:2 a string stands in straight double quotes (`\"`), not in single ones"),
    (#"{"a": 'b'}"#, "1:7 a string stands in straight double quotes (`\"`), not in single ones"),
    (#"{"a": “b”}"#, "1:7 a string stands in straight double quotes (`\"`), not in curly ones"),
    // Numbers.
    ("[012]", "1:2 `012` is not a JSON number"),
    ("[+1]", "1:2 `+1` is not a JSON number"),
    ("[.5]", "1:2 `.5` is not a JSON number"),
    ("[5.]", "1:2 `5.` is not a JSON number"),
    ("[1e]", "1:2 `1e` is not a JSON number"),
    ("[0x1F]", "1:2 `0x1F` is not a JSON number"),
    ("[NaN]", "1:2 `NaN` is not a JSON number"),
    ("[-Infinity]", "1:2 `-Infinity` is not a JSON number"),
    ("[-]", "1:2 `-` must stand in double quotes"),
    // Strings.
    (#"["a\q"]"#, "1:4 `\\q` is not an escape of JSON"),
    (#"["a\u12"]"#, "1:4 expected four hexadecimal digits after `\\u`"),
    (#"["\ud83d"]"#, "1:3 `\\ud83d` is half of a surrogate pair"),
    (#"["\ude00\ud83d\ude00"]"#, "1:3 `\\ude00` is half of a surrogate pair"),
    ("[\"a\tb\"]", "1:4 a tab may not stand inside a string"),
    ("[\"a\u{0}\u{1}b\"]", "1:4 a control character may not stand inside a string"),
    ("{\"a\": \"b,\n \"c\": 1}", "1:7 this string has no closing quotation mark"),
    ("{\"a\": \"b\n}", "1:7 this string has no closing quotation mark"),
    ("{\"a\": [\"b, \"c\"],\n \"d\": 1}", "1:8 this string has no closing quotation mark"),
    ("{\"Effect: \"Allow\",\n \"d\": 1}", "1:2 this string has no closing quotation mark"),
    ("[\"a", "1:2 this string has no closing quotation mark"),
    (#"{"a": b"}"#, "1:7 `b\"` has no opening quotation mark"),
    (#"{a": "b", "c": 1}"#, "1:2 `a\"` has no opening quotation mark"),
    (#"{"c": *"}"#, "1:7 `*\"` has no opening quotation mark"),
    (#"["a", b*", "c"]"#, "1:7 `b*\"` has no opening quotation mark"),
    // Comments and odd spaces.
    ("// policy\n{\"a\": 1}", "1:1 JSON has no comments"),
    ("{\"a\": 1, /* one */ \"b\": 2}", "1:10 JSON has no comments"),
    ("{\"a\": 1} # end", "1:10 JSON has no comments"),
    ("{\"a\": // no\n 1}", "1:7 JSON has no comments"),
    ("{\"a\" /**/ : 1}", "1:6 JSON has no comments"),
    ("{\"a\":\u{A0}1}", "1:6 the invisible character U+00A0 may not stand between values"),
    ("{\u{200B}\"a\": 1}", "1:2 the invisible character U+200B may not stand between values"),
    // Brackets.
    (#"{"a": [1, 2}"#, "1:12 expected `]` before `}`"),
    (#"{"a": [1, 2}, "b": 1}"#, "1:12 expected `]`, found `}`"),
    (#"{"a": [1, 2}], "b": 1}"#, "1:12 unexpected `}`, expected `]`"),
    (#"[1, 2}"#, "1:6 expected `]`, found `}`"),
    (#"{"a": 1]"#, "1:8 expected `}`, found `]`"),
    (#"[{"a": 1]"#, "1:9 expected `}` before `]`"),
    (#"{"a": [1, 2"#, "1:12 the document ends too early, expected `]}`"),
    (#"{"a": [1, 2,"#, "1:13 the document ends too early, expected `]}`"),
    (#"{"a":"#, "1:6 the document ends too early, expected a value and `}`"),
    (#"{"a""#, "1:5 the document ends too early, expected a value and `}`"),
    (#"{"a": 1}}"#, "1:9 unexpected `}`: everything is closed already"),
    (#"{"a": 1} {"b": 2}"#, "1:10 unexpected text after the end of the document"),
    ("{\"a\": 1}\nand more\nand more", "2:1 unexpected text after the end of the document"),
    ("{\"a\": [\"b\", \"c\", \"d\": 1}", "1:16 expected `]` before the key `\"d\"`"),
    ("{\"a\": [\"b\", \"c\"\n \"d\": 1}", "1:16 expected `]` before this key"),
    ("{\"a\": [, \"d\": 1}", "1:8 expected `]` before `,`"),
    ("{\"a\": [{\"b\": 1, {\"c\": 2}]}", "1:15 expected `}` before `,`"),
    ("{\"a\": [{\"b\": 1 {\"c\": 2}]}", "1:15 expected `}` before `{`"),
    ("{\"a\": [\"b\": 1}, {\"c\": 2}]}", "1:8 expected `{` before the key `\"b\"`"),
    ("{\"a\": \"b\": 1}, \"c\": 2}", "1:7 expected `{` before the key `\"b\"`"),
    ("{\"a\": {\"b\": 1}, {\"c\": 2}]}", "1:17 expected a key in double quotes before `{`"),
    // Documents that are none.
    ("", "1:1 the document is empty, expected a JSON value"),
    (" \n ", "1:1 the document is empty, expected a JSON value"),
    ("hello world\nsecond line", "1:1 `hello world` must stand in double quotes"),
    ("}", "1:1 unexpected `}`, expected a JSON value"),
  ])
  func oneMistakeOneDiagnostic(text: String, expected: String) {
    let result = parse(text)
    #expect(shown(result) == [expected])
    #expect(result.hasErrors)
  }

  /// Many mistakes in one document: each is reported, in one go.
  @Test func allMistakesAtOnce() {
    let text = """
      // who may read
      {
        "Version": 2012-10-17,
        'Statement': [{
          "Effect": "Allow"
          "Action": ["s3:Get*", "s3:List*",],
          "Resource": *,
          NotAction: "a\\q",
          "Count": 01,
          "On": True,
          "Nothing": ,
          "Open": "text,
          "Tab": "a\tb",
        },
        {"Effect" "Deny"}]

      """
    #expect(
      shown(parse(text)) == [
        "1:1 JSON has no comments",
        "3:14 `2012-10-17` must stand in double quotes",
        "4:3 a string stands in straight double quotes (`\"`), not in single ones",
        "5:22 expected `,` or `}` after this value",
        "6:37 no comma may stand after the last element of an array",
        "7:17 `*` must stand in double quotes",
        "8:5 the key `NotAction` must stand in double quotes",
        "8:18 `\\q` is not an escape of JSON",
        "9:14 `01` is not a JSON number",
        "10:11 `True` is not a JSON value, expected `true`",
        "11:15 expected a value",
        "12:13 this string has no closing quotation mark",
        "13:14 a tab may not stand inside a string",
        "13:17 no comma may stand after the last member of an object",
        "15:12 expected `:` after the key",
        "15:21 the document ends too early, expected `}`",
      ])
  }
}
