namespace StreamingTracker.Backup.Neo4jHost;

/// <summary>What an instance is made of: whose programs run, in which folder, and how.</summary>
internal sealed record InstanceSetup(Neo4jInstallation Installation, InstanceFolder Folder, Neo4jInstanceOptions Options)
{
    /// <summary>The setup of a folder.</summary>
    public static InstanceSetup Of(Neo4jInstallation installation, Neo4jInstanceOptions options) =>
        new(installation, new InstanceFolder(options.Folder), options);
}
