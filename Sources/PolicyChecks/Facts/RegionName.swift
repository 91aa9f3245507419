/// The form of a Region's code: `us-east-1`, `us-gov-west-1`.
///
/// AWS adds Regions faster than a list here could follow, so that the form counts: an area, a point of the compass, one digit.
/// https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
enum RegionName {
  private static let directions: Set<Substring> = [
    "north", "south", "east", "west", "central", "northeast", "northwest", "southeast", "southwest",
  ]

  /// How Regions of the partitions begin that have areas of their own.
  ///
  /// https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html
  private static let areas: [(partition: String, area: String)] = [
    ("aws-cn", "cn-"), ("aws-us-gov", "us-gov-"), ("aws-iso", "us-iso-"), ("aws-iso-b", "us-isob-"),
    ("aws-iso-e", "eu-isoe-"), ("aws-iso-f", "us-isof-"), ("aws-eusc", "eusc-"),
  ]

  /// Whether a text can be the code of a Region of some partition.
  static func isPossible(_ text: String) -> Bool {
    let words = text.split(separator: "-", omittingEmptySubsequences: false)
    guard (3...4).contains(words.count), let number = words.last, number.utf8.count == 1,
      number.utf8.allSatisfy({ (0x31...0x39).contains($0) }), directions.contains(words[words.count - 2])
    else { return false }
    return words.dropLast().allSatisfy { $0.utf8.count > 1 && $0.utf8.allSatisfy { (0x61...0x7A).contains($0) } }
  }

  /// Whether a text can be the code of a Region of a partition; any Region will do for an unknown one.
  static func isPossible(_ text: String, in partition: String) -> Bool {
    guard isPossible(text) else { return false }
    let area = areas.first { text.hasPrefix($0.area) }
    if let area { return area.partition == partition || !isKnown(partition) }
    return partition == "aws" || !isKnown(partition)
  }

  private static func isKnown(_ partition: String) -> Bool {
    partition == "aws" || areas.contains { $0.partition == partition }
  }
}
