using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Operations.Configuration;

namespace StreamingTracker.Backup.Operations.Failures;

/// <summary>What a server's refusals mean to whoever runs a backup (status codes: Neo4j's documentation, "Neo4j status codes").</summary>
internal static class ServerFailures
{
    /// <summary>Something that the server was about to send was deleted meanwhile.</summary>
    public const string Outdated = "Neo.TransientError.Transaction.Outdated";

    private const string CredentialKeys = $"{SettingsKeys.User} and {SettingsKeys.PasswordFile}, or {SettingsKeys.ConnectionString}";

    public static Failure Explain(BoltException exception) => exception switch
    {
        BoltUnreachableException e => new(
            "unreachable",
            e.Message,
            $"Check that Neo4j is running, and host, port and scheme in {SettingsKeys.ConnectionString} or {SettingsKeys.Uri}.",
            ExitCode.Unreachable),
        BoltAuthenticationException e => new("unauthenticated", e.Message, LogonRemedy(e.Code), ExitCode.Unreachable),
        BoltServerException e => Explain(e),
        _ => new(
            "protocol",
            exception.Message,
            "Check that the port is Neo4j's Bolt port (7687 by default, not 7474) and that the scheme fits its encryption.",
            ExitCode.Failed),
    };

    private static string LogonRemedy(string code) => code switch
    {
        "Neo.ClientError.Security.AuthenticationRateLimit" =>
            "The server locks out after several wrong passwords. Wait a few seconds, then try the right one.",
        "Neo.ClientError.Security.CredentialsExpired" => "Log on once with cypher-shell and set a new password.",
        _ => $"Check user and password: {CredentialKeys}.",
    };

    private static Failure Explain(BoltServerException exception) => exception.Code switch
    {
        "Neo.ClientError.Database.DatabaseNotFound" => new(
            "database-not-found",
            $"The server has no database of that name: {exception.Message}",
            $"Check {SettingsKeys.Database}, or the last part of {SettingsKeys.ConnectionString}. " +
            "Community's one database is called neo4j unless it was configured otherwise.",
            ExitCode.NotFound),
        "Neo.TransientError.Database.DatabaseUnavailable" or "Neo.TransientError.General.DatabaseUnavailable" => new(
            "unreachable", exception.Message, "The database is starting or stopping. Try again when it is online.", ExitCode.Unreachable),
        "Neo.TransientError.General.MemoryPoolOutOfMemoryError" or "Neo.ClientError.General.TransactionOutOfMemoryError" => new(
            "server-memory",
            exception.Message,
            "Give the server more heap (server.memory.heap.max_size), " +
            $"or set {SettingsKeys.OneTransactionUpTo} lower so that a restore loads batch by batch.",
            ExitCode.Failed),
        Outdated => new(
            "changing",
            $"The graph kept changing while it was read: {exception.Message}",
            "Run it again when less is deleted.",
            ExitCode.Failed),
        var code when code.StartsWith("Neo.ClientError.Security.", StringComparison.Ordinal) => new(
            "forbidden",
            exception.Message,
            $"Use a user that may read and write this database and its schema: {CredentialKeys}.",
            ExitCode.Unreachable),
        _ => new(
            "server",
            exception.Message,
            exception.IsTransient
                ? "The server calls this a passing trouble. Try again."
                : "Look into the server's own log (logs/neo4j.log, logs/debug.log) for the reason.",
            ExitCode.Failed),
    };
}
