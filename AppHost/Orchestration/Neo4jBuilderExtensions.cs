using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace StreamingTracker.Backup.AppHost.Orchestration;

/// <summary>Adds a Neo4j to a model.</summary>
internal static class Neo4jBuilderExtensions
{
    private const string Image = "neo4j";
    private const string Tag = "5.26";
    private const int BoltPort = 7687;
    private const int BrowserPort = 7474;

    /// <summary>Adds a Neo4j with a generated password, healthy as soon as it lets somebody log on over Bolt.</summary>
    public static IResourceBuilder<Neo4jResource> AddNeo4j(this IDistributedApplicationBuilder builder, string name)
    {
        var password = ParameterResourceBuilderExtensions.CreateDefaultPasswordParameter(builder, $"{name}-password", special: false);
        var resource = new Neo4jResource(name, password);
        var health = $"{name}-bolt";
        builder.Services.AddHealthChecks().AddCheck(health, new Neo4jHealthCheck(resource));
        return builder.AddResource(resource)
            .WithImage(Image, Tag)
            .WithEndpoint(targetPort: BoltPort, scheme: "bolt", name: Neo4jResource.BoltEndpoint)
            .WithHttpEndpoint(targetPort: BrowserPort, name: "browser")
            .WithEnvironment("NEO4J_AUTH", $"{Neo4jResource.UserAndDatabase}/{password}")
            .WithHealthCheck(health);
    }

    /// <summary>Keeps the data between runs; the password, which the data remembers, is kept among the user's secrets.</summary>
    public static IResourceBuilder<Neo4jResource> WithDataVolume(this IResourceBuilder<Neo4jResource> neo4j) =>
        neo4j.WithVolume($"stbackup-{neo4j.Resource.Name}-data", "/data");
}
