namespace StreamingTracker.Backup.Operations.Configuration;

/// <summary>
/// The names of the configuration's keys: the same in appsettings.json, the environment (with <c>__</c> for <c>:</c>) and the
/// command line.
/// </summary>
public static class SettingsKeys
{
    /// <summary>The server, user, password and database in one: <c>bolt://user:password@host:7687/database</c>.</summary>
    public const string ConnectionString = "ConnectionStrings:neo4j";

    /// <summary>The server, instead of a connection string.</summary>
    public const string Uri = "Neo4j:Uri";

    /// <summary>The user's name.</summary>
    public const string User = "Neo4j:User";

    /// <summary>The password. Never taken from a command line.</summary>
    public const string Password = "Neo4j:Password";

    /// <summary>A file whose first line is the password.</summary>
    public const string PasswordFile = "Neo4j:PasswordFile";

    /// <summary>The database.</summary>
    public const string Database = "Neo4j:Database";

    /// <summary>The archive's folder.</summary>
    public const string Directory = "Backup:Directory";

    /// <summary>The first part of a backup's name.</summary>
    public const string Name = "Backup:Name";

    /// <summary>Whether a backup is read back before it is published.</summary>
    public const string Verify = "Backup:Verify";

    /// <summary>The zone of the time in a backup's name.</summary>
    public const string TimeZone = "Schedule:TimeZone";

    /// <summary>How often an export is tried for an exact state.</summary>
    public const string Attempts = "Consistency:Attempts";

    /// <summary>Up to how many nodes and relationships a restore is one transaction.</summary>
    public const string OneTransactionUpTo = "Restore:OneTransactionUpTo";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        ConnectionString, Uri, User, Password, PasswordFile, Database, Directory, Name, Verify, TimeZone, Attempts, OneTransactionUpTo,
    ];
}
