namespace StreamingTracker.Backup.Neo4jHost;

/// <summary>How an instance is run.</summary>
public sealed record Neo4jInstanceOptions
{
    /// <summary>The instance's own folder (conf, data, logs, import); made when it is missing.</summary>
    public required string Folder { get; init; }

    /// <summary>The Bolt port on 127.0.0.1; 0 (the default) takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The heap, in Java's words. Default: <c>1g</c>.</summary>
    public string Heap { get; init; } = "1g";

    /// <summary>More lines of neo4j.conf, by setting: they win over the installation's own and over those the host sets.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>How long a start may take. Default: 2 minutes.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a stop may take before the server is killed. Default: 1 minute.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The clock of the time-outs.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
