import DocumentSyntax

/// What a value of the configuration may be.
///
/// One description serves the reader, which takes the keys from it, and the JSON Schema, which is written from it.
indirect enum ValueFormat: Sendable {
  /// A text; a number or boolean counts as one where its spelling is all that matters.
  case text(pattern: String? = nil)
  /// Digits that YAML may take for a number.
  case digits(pattern: String)
  /// `true` or `false`.
  case flag
  /// One of several words.
  case words([String])
  /// One of several words, or `true` and `false`.
  case wordsOrFlag([String])
  /// This number only.
  case exactly(Int)
  /// A list.
  case list(ValueFormat)
  /// One, or a list of at least one.
  case oneOrMore(ValueFormat)
  /// Rules with one of several words each, or `true` and `false`; and `default`.
  case rules([String])
  /// Names with a value each.
  case map(ValueFormat)
  /// Certain keys.
  case object(ObjectFormat)
}

/// An object of the configuration: its keys, and what is said of them.
struct ObjectFormat: Sendable {
  /// What it is called in messages and in the schema: `a suppression`.
  var what: String
  /// Its name in the schema.
  var name: String
  var fields: [Field]

  /// One key.
  struct Field: Sendable {
    var name: String
    var format: ValueFormat
    var isRequired: Bool
    /// A sentence about it.
    var description: String

    init(_ name: String, _ format: ValueFormat, isRequired: Bool = false, _ description: String) {
      self.name = name
      self.format = format
      self.isRequired = isRequired
      self.description = description
    }
  }

  /// Its keys.
  var keys: [String] { fields.map(\.name) }
  /// The keys that it must have.
  var requiredKeys: [String] { fields.filter(\.isRequired).map(\.name) }
}
