/// The records of a catalogue's text form, as they stand there: names are not looked up yet.
struct CatalogRecords {
  /// A record with the line it stands in.
  struct Placed<Value> {
    let line: Int
    let value: Value
  }

  struct Source {
    let name: String
    let version: String
    let date: String
  }

  struct Service {
    let line: Int
    let prefix: String
    let name: String
    let isRetired: Bool
    let isUnderRCPs: Bool
    var keys: [Placed<Key>] = []
    var types: [Placed<ResourceType>] = []
    var policies: [Placed<ResourcePolicy>] = []
    var actions: [Placed<Action>] = []
  }

  struct Key {
    /// With its prefix.
    let name: String
    let type: Int
    let isMultivalued: Bool
  }

  struct ResourceType {
    let name: String
    let arns: [String]
    let keys: [String]
  }

  struct ResourcePolicy {
    let action: String
    let types: [String]
  }

  struct Action {
    let name: String
    /// Bits as in the binary form.
    let levels: Int
    let isRetired: Bool
    let rows: [Row]
    let keys: [String]
    let dependents: [String]
  }

  struct Row {
    let type: String
    /// As in the binary form: 0 optional, 1 required, 2 unknown.
    let need: Int
    let keys: [String]
  }

  var date = ""
  var sources: [Source] = []
  var services: [Service] = []
}
