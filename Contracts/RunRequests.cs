namespace StreamingTracker.Backup.Contracts;

/// <summary>Asks for something to be done. It is answered by <see cref="RunAccepted"/> or <see cref="RunRefused"/>.</summary>
public abstract record RunRequested : RunMessage
{
    /// <summary>When it was asked for, UTC.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>What asks: <c>manual</c> (the default) or <c>scheduled</c>. A scheduled run is refused while another is going.</summary>
    public string Trigger { get; init; } = "manual";

    /// <summary>Who asks, for people: a machine and a program, a user; null for unknown.</summary>
    public string? RequestedBy { get; init; }

    /// <summary>
    /// Whether a run of its own is wanted even while one of the same kind is going. By default such a request is served by the run
    /// that is going.
    /// </summary>
    public bool Distinct { get; init; }
}

/// <summary>Asks for a backup of the worker's database.</summary>
public sealed record BackupRequested : RunRequested
{
    /// <summary>What is to be remembered about the backup; null for nothing.</summary>
    public string? Note { get; init; }
}

/// <summary>Asks for everything in the worker's database to be replaced by a backup.</summary>
public sealed record RestoreRequested : RunRequested
{
    /// <summary>The backup's name. Not a number: by the time it is looked up, that could mean another one.</summary>
    public required string Backup { get; init; }

    /// <summary>The name of the database that will be overwritten: the same confirmation as by hand. A wrong one is refused.</summary>
    public required string ConfirmDatabase { get; init; }

    /// <summary>Whether what is there is backed up first. Default: true.</summary>
    public bool SafetyBackup { get; init; } = true;
}

/// <summary>Asks for a backup, or all of them, to be read whole.</summary>
public sealed record VerifyRequested : RunRequested
{
    /// <summary>The backup's name; null for all.</summary>
    public string? Backup { get; init; }

    /// <summary>Whether each is restored into a scratch database as well, and compared. Default: false.</summary>
    public bool Restore { get; init; }
}
