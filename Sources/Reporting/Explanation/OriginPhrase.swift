import Authorization

extension ContextValueOrigin {
  /// Where a value comes from, in words: `from the resource`.
  var phrase: String {
    switch self {
    case .stated: return "as stated"
    case .principal: return "from the caller"
    case .session: return "from the caller's session"
    case .organization: return "from the organization"
    case .network: return "from the network"
    case .resource: return "from the resource"
    case .request: return "from the request"
    case .time: return "from the time of the request"
    }
  }
}
