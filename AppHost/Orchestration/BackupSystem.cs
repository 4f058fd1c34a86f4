using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using StreamingTracker.Backup.Operations;

namespace StreamingTracker.Backup.AppHost.Orchestration;

/// <summary>
/// The whole system: a Neo4j and the server; with <c>--messaging rabbitmq</c> a broker as well, and the roles in services of their own.
/// </summary>
internal static class BackupSystem
{
    /// <summary>Adds it to the model.</summary>
    /// <param name="builder">The model.</param>
    /// <param name="messaging"><c>rabbitmq</c>; null for the server alone.</param>
    /// <exception cref="UsageException">The messaging is another.</exception>
    public static void Add(IDistributedApplicationBuilder builder, string? messaging)
    {
        var archive = Path.GetFullPath(Path.Combine(builder.AppHostDirectory, "..", "backups"));
        var neo4j = builder.AddNeo4j("neo4j").WithDataVolume();
        var server = WithArchive(builder.AddProject<Projects.Server>("server"))
            .WithHttpEndpoint()
            .WithHttpHealthCheck("/health")
            .WithBackupCommands();
        if (messaging is null) return;
        if (messaging != "rabbitmq")
            throw new UsageException($"--messaging {Printable.Text(messaging)} is none of the choices.", "The only one is rabbitmq.");

        var broker = builder.AddRabbitMq("messaging");
        WithBroker(server).WithEnvironment("Server__Roles", "None");
        WithBroker(WithArchive(builder.AddProject<Projects.Scheduler>("scheduler")));
        WithBroker(WithArchive(builder.AddProject<Projects.BackupWorker>("backup-worker")));
        WithBroker(WithArchive(builder.AddProject<Projects.RestoreWorker>("restore-worker")));

        IResourceBuilder<ProjectResource> WithArchive(IResourceBuilder<ProjectResource> service) =>
            service.WithReference(neo4j).WaitFor(neo4j).WithEnvironment("Backup__Directory", archive);

        IResourceBuilder<ProjectResource> WithBroker(IResourceBuilder<ProjectResource> service) =>
            service.WithReference(broker).WaitFor(broker).WithEnvironment("Messaging__Transport", "RabbitMq");
    }
}
