/// A kind of resource of a service.
public struct ResourceType: Sendable {
  let catalog: ServiceCatalog
  let index: Int
  let service: Int

  /// Its number among all resource types of its catalogue, from 0.
  public var number: Int { index }
  /// Its name: `Secret`.
  public var name: String { catalog.tables.string(.types, index, 0) }
  /// Its service.
  public var owner: Service { Service(catalog: catalog, index: service) }
  /// Its ARN formats with `${…}` for the parts that vary; most types have one.
  public var arnFormats: [String] {
    catalog.tables.run(.types, index, 4, wide: false, of: .arns).map { catalog.tables.string(.arns, $0, 0) }
  }
  /// The condition keys of every request for such a resource.
  public var conditionKeys: [ConditionKey] { catalog.keys(catalog.tables.u16(.types, index, 6), of: service) }
}
