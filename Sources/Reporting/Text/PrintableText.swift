import SourceText

extension String {
  /// The text with everything that would act on a terminal replaced by a stand-in.
  ///
  /// Policies come from anywhere, and their texts are shown on people's terminals.
  var printable: String { DisplayWidth.printable(self) }
}
