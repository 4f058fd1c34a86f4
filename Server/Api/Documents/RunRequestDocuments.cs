namespace StreamingTracker.Backup.Server.Api.Documents;

/// <summary>Asks for a backup. All of it may be left out.</summary>
public sealed record BackupOrder
{
    /// <summary>What is to be remembered about the backup. A backup with a note is made even while another is going.</summary>
    public string? Note { get; init; }

    /// <summary>Whether a backup of its own is wanted even while another is going. Default: false, or true with a note or a key.</summary>
    public bool? Distinct { get; init; }
}

/// <summary>Asks for everything in the database to be replaced by what a backup holds.</summary>
public sealed record RestoreOrder
{
    /// <summary>The backup's name. Not a number: by the time it is looked up, that could mean another one.</summary>
    public string? Backup { get; init; }

    /// <summary>The name of the database that will be overwritten, which confirms it.</summary>
    public string? ConfirmDatabase { get; init; }

    /// <summary>Whether what is there is backed up first. Default: true.</summary>
    public bool? SafetyBackup { get; init; }
}

/// <summary>A request was sent to the workers.</summary>
public sealed record RunTicket
{
    /// <summary>The request's run id.</summary>
    public required string RunId { get; init; }

    /// <summary>The run to look at: this one, or one of the same kind that is going already and serves the request as well.</summary>
    public required string ServedBy { get; init; }

    /// <summary>Whether a worker has recorded it. False: it was sent, and no worker has answered yet.</summary>
    public required bool Accepted { get; init; }

    /// <summary>What this means, as a sentence.</summary>
    public required string Message { get; init; }

    /// <summary>Where the run's state and outcome are.</summary>
    public required string Run { get; init; }

    /// <summary>Where its progress is told as it happens.</summary>
    public required string Events { get; init; }
}
