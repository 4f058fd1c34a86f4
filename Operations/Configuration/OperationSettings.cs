using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Locks;
using StreamingTracker.Backup.Archive.Retention;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Operations.Runs;
using StreamingTracker.Backup.Operations.Schedules;

namespace StreamingTracker.Backup.Operations.Configuration;

/// <summary>Everything an operation is told by configuration; read by <see cref="SettingsReader"/> or made in code.</summary>
public sealed record OperationSettings
{
    /// <summary>The server and database; null where no operation needs one (listing and verifying don't).</summary>
    public Neo4jSettings? Neo4j { get; init; }

    /// <summary>The archive: folder, name and time zone.</summary>
    public required BackupArchiveOptions Archive { get; init; }

    /// <summary>When runs are due, in the archive's time zone; never by default.</summary>
    public ScheduleSettings Schedule { get; init; } = new();

    /// <summary>How hard a backup tries to be one state of the database.</summary>
    public ConsistencySettings Consistency { get; init; } = new();

    /// <summary>Whether a backup is read back before it is published. Default: true.</summary>
    public bool VerifyBackups { get; init; } = true;

    /// <summary>
    /// How long a backup may take from when it has the database's lock: then it is stopped. 1 second to 30 days; default: a day, which is there
    /// for a server that would keep a run and its lock for ever.
    /// </summary>
    public TimeSpan BackupMaxDuration { get; init; } = TimeSpan.FromDays(1);

    /// <summary>The same of a restore, its safety backup and its proof included.</summary>
    public TimeSpan RestoreMaxDuration { get; init; } = TimeSpan.FromDays(1);

    /// <summary>
    /// Up to how many nodes and relationships, those lost and those restored together, a restore is one transaction. 0 or more;
    /// default 100,000.
    /// </summary>
    public long RestoreOneTransactionUpTo { get; init; } = 100_000;

    /// <summary>Which backups are kept.</summary>
    public RetentionPolicy Retention { get; init; } = new();

    /// <summary>Whether the configuration says anything of that, so that nobody is surprised by what goes.</summary>
    public bool RetentionIsConfigured { get; init; }

    /// <summary>How the database's lock is kept and judged.</summary>
    public LockOptions Lock { get; init; } = new();

    /// <summary>How often a run is tried again after a passing fault. Default: never, since whoever waits at a terminal wants to know.</summary>
    public RetrySettings Retry { get; init; } = RetrySettings.None;

    /// <summary>
    /// The same for what is done under the lock of a database: it is named, so that a home database that changes meanwhile leads nowhere else.
    /// </summary>
    internal OperationSettings Locking(string database) => this with { Neo4j = Neo4j! with { Database = database } };
}

/// <summary>Which database of which server, and who logs on.</summary>
public sealed record Neo4jSettings
{
    /// <summary>Where the server listens.</summary>
    public required BoltAddress Address { get; init; }

    /// <summary>Who logs on; nobody by default.</summary>
    public BoltCredentials Credentials { get; init; } = BoltCredentials.None;

    /// <summary>The database; null (the default) for the user's home database.</summary>
    public string? Database { get; init; }

    /// <summary>How long connecting and logging on may take together. Default: 15 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = new BoltOptions().ConnectTimeout;

    /// <summary>
    /// How long the server may be silent while an answer is due; a shorter time that the server asks for counts instead. Default:
    /// 5 minutes.
    /// </summary>
    public TimeSpan IdleTimeout { get; init; } = new BoltOptions().IdleTimeout;
}
