using Microsoft.Extensions.Diagnostics.HealthChecks;
using Aspire.Hosting.ApplicationModel;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Failures;

namespace StreamingTracker.Backup.AppHost.Orchestration;

/// <summary>Whether a Neo4j lets us log on: with the product's own client, by the connection string that the services get.</summary>
internal sealed class Neo4jHealthCheck(IResourceWithConnectionString neo4j) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (await neo4j.GetConnectionStringAsync(cancellationToken) is not { } text) return HealthCheckResult.Unhealthy("It has no address yet.");
        var parts = ConnectionString.Parse(text);
        var options = new BoltOptions { Credentials = new(parts.User!, parts.Password!), Database = parts.Database };
        try
        {
            await using var connection = await BoltConnection.ConnectAsync(parts.Address, options, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (BoltException e)
        {
            return HealthCheckResult.Unhealthy(FailureMap.Explain(e).Message);
        }
    }
}
