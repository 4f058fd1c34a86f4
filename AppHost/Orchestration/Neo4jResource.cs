using Aspire.Hosting.ApplicationModel;

namespace StreamingTracker.Backup.AppHost.Orchestration;

/// <summary>A Neo4j Community in a container.</summary>
/// <param name="name">Its name, and that of the connection string that references give.</param>
/// <param name="password">The password of the user <c>neo4j</c>, of letters and digits: it stands in a URI.</param>
internal sealed class Neo4jResource(string name, ParameterResource password) : ContainerResource(name), IResourceWithConnectionString
{
    /// <summary>Community's one user and its one database.</summary>
    public const string UserAndDatabase = "neo4j";

    /// <summary>The name of the Bolt endpoint.</summary>
    public const string BoltEndpoint = "bolt";

    private EndpointReference? _bolt;

    /// <summary>Where it speaks Bolt.</summary>
    public EndpointReference Bolt => _bolt ??= new(this, BoltEndpoint);

    /// <summary>The connection string as <c>ConnectionStrings:neo4j</c> takes it.</summary>
    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create(
        $"bolt://{UserAndDatabase}:{password}@{Bolt.Property(EndpointProperty.Host)}:{Bolt.Property(EndpointProperty.Port)}/{UserAndDatabase}");
}
