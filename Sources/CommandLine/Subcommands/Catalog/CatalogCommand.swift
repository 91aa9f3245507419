import ArgumentParser

/// `iamsim catalog`: what iamsim knows of AWS's services.
struct CatalogCommand: CommandGroup {
  static let configuration = CommandConfiguration(
    commandName: "catalog",
    abstract: "Looks things up in the service catalogue: actions, resource types, condition keys, API operations.",
    discussion: """
      Names compare as AWS compares them: without regard to case.

      Another catalogue (--catalog, or IAMSIM_CATALOG) holds services, actions, resource types and condition keys. API \
      operations, global condition keys, service principals and managed policies are always the program's own.
      """,
    subcommands: [
      CatalogServices.self, CatalogActions.self, CatalogAction.self, CatalogResourceTypes.self,
      CatalogConditionKeys.self, CatalogExpand.self, CatalogShrink.self, CatalogOperation.self, CatalogEvent.self,
      CatalogARN.self, CatalogManagedPolicy.self, CatalogManagedPolicies.self, CatalogServicePrincipals.self,
      CatalogSources.self,
    ])
}
