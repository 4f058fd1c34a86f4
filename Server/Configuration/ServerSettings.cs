namespace StreamingTracker.Backup.Server.Configuration;

/// <summary>What a server is told of itself.</summary>
internal sealed record ServerSettings
{
    /// <summary>What it does beside its HTTP API.</summary>
    public required ServerRoles Roles { get; init; }

    /// <summary>Where it listens: addresses of this machine alone.</summary>
    public required IReadOnlyList<string> Urls { get; init; }

    /// <summary>How old the newest good backup may be; null for what the schedule leads one to expect.</summary>
    public required TimeSpan? MaxBackupAge { get; init; }
}
