using System.Security.Cryptography;
using StreamingTracker.Backup.Sandbox.Store;

namespace StreamingTracker.Backup.Sandbox.Execution;

/// <summary>What the sandbox says of itself: a Community server of the 5.26 line, by a version that names the sandbox.</summary>
internal sealed class ServerInformation
{
    /// <summary>The version, in a backup's manifest too, so that nobody takes a sandbox's backup for another's.</summary>
    public const string Version = "5.26.0-sandbox";

    /// <summary>The name of the one database.</summary>
    public const string Database = "neo4j";

    private readonly string _databaseId = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));

    public static StatementExecution Components() => new RowsExecution(
        ["name", "versions", "edition"], "s", () => [["Neo4j Kernel", new[] { Version }, "community"]]);

    public StatementExecution DatabaseInfo() => new RowsExecution(["id", "name"], "r", () => [[_databaseId, Database]]);

    /// <summary>
    /// Indexes are online once they are committed, so there is nothing to wait for; and those of the own transaction would never
    /// come.
    /// </summary>
    public static StatementExecution AwaitIndexes(StatementContext context)
    {
        context.Parameters.Require("seconds");
        return new RowsExecution([], "r", () => context.Transaction.ChangesSchema ? throw NotOnline() : []);
    }

    public static StatementExecution Count(Func<long> count) => new RowsExecution(["count"], "r", () => [[count()]]);

    public static StatementExecution Transactions(GraphStore store) => new RowsExecution(
        ["transactionId", "database", "metaData", "status"],
        "s",
        () => store.OpenTransactions.Select(open => (object?[])[$"{Database}-transaction-{open.Number}", Database, open.Metadata, "Running"]));

    private static ServerFailureException NotOnline() => new(
        StatusCode.ProcedureCallFailed,
        "Failed to invoke procedure `db.awaitIndexes`: Expected all indexes to come online within a reasonable time; " +
        "those of a transaction do so after its commit.");
}
