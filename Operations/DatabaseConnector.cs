using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Graph;
using StreamingTracker.Backup.Operations.Configuration;

namespace StreamingTracker.Backup.Operations;

/// <summary>Opens connections to the configured database.</summary>
internal static class DatabaseConnector
{
    /// <summary>Connects; a server that lacks the preferred version is spoken to in the newest that it has.</summary>
    public static Task<BoltConnection> ConnectAsync(
        OperationSettings settings, BoltVersion? preferred, TimeProvider time, CancellationToken cancellationToken)
    {
        var neo4j = settings.Neo4j ?? throw new InvalidOperationException("The operation needs a database, and the settings name none.");
        var options = new BoltOptions
        {
            Credentials = neo4j.Credentials,
            Database = neo4j.Database,
            PreferredVersion = preferred,
            ConnectTimeout = neo4j.ConnectTimeout,
            IdleTimeout = neo4j.IdleTimeout,
            Time = time,
        };
        return BoltConnection.ConnectAsync(neo4j.Address, options, cancellationToken);
    }

    /// <summary>Refuses a database that is another than the one that is locked.</summary>
    /// <param name="settings">Those of <see cref="OperationSettings.Locking"/>.</param>
    /// <param name="found">What a server says of its database.</param>
    /// <exception cref="RefusedException">It is.</exception>
    public static void DemandLocked(OperationSettings settings, DatabaseFacts found)
    {
        var locked = settings.Neo4j!.Database!;
        if (found.Database.Equals(locked, StringComparison.OrdinalIgnoreCase)) return;
        throw new RefusedException(
            $"The server calls the database {Printable.Text(found.Database)} now, and called it {Printable.Text(locked)} when its lock was taken. " +
            "Nothing was touched.",
            $"Run this again, with the database's name in {SettingsKeys.Database}.");
    }
}
