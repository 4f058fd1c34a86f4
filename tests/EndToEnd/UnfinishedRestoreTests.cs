using StreamingTracker.Backup.EndToEnd.Oracle;
using StreamingTracker.Backup.Neo4jHost;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.EndToEnd;

/// <summary>Restores into a real server that break off, and what they are brought to.</summary>
[Collection<RealServer>]
public sealed class UnfinishedRestoreTests(Neo4jServerFixture neo4j) : IDisposable
{
    private const string NewGraph =
        """
        CREATE CONSTRAINT new_rule FOR (n:New) REQUIRE n.number IS UNIQUE;
        UNWIND range(1, 8000) AS i CREATE (n:New {number: i, text: 'row ' + i});
        UNWIND range(1, 8000) AS i MATCH (a:New {number: i}) MATCH (b:New {number: 1 + i % 100}) CREATE (a)-[:TO {i: i}]->(b), (b)-[:FRO {i: i}]->(a);
        """;

    private const string OldGraph =
        """
        CREATE CONSTRAINT old_rule FOR (n:Old) REQUIRE n.number IS UNIQUE;
        CREATE FULLTEXT INDEX old_text FOR (n:Old) ON EACH [n.text];
        UNWIND range(1, 500) AS i CREATE (:Old {number: i, text: 'old ' + i})-[:OLD {i: i}]->(:Older);
        """;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly TemporaryFolder _archive = new();

    // Each waits for a lease and for the server's time limit.
    public static TheoryData<string> Ways => LongRun.IsAsked ? ["--resume", "--rollback"] : ["--rollback"];

    public void Dispose() => _archive.Dispose();

    [Fact]
    public async Task One_that_is_killed_among_its_batches_is_rolled_back_or_resumed_and_nothing_is_backed_up_in_between()
    {
        var server = await neo4j.EmptyServerAsync();
        var (shell, stbackup) = (await neo4j.ShellAsync(), new Stbackup(server, _archive.Path));
        var (backup, newGraph, oldGraph) = await PrepareAsync(shell, stbackup);

        await KillAsync(stbackup, backup);
        Assert.Contains("--rollback", await stbackup.RunAsync(4, "backup"), StringComparison.Ordinal);
        Assert.Contains("not finished", await stbackup.RunAsync("list"), StringComparison.Ordinal);
        await stbackup.RunAsync("restore", "--rollback", "--yes");
        await GraphOracle.AssertSameAsync(oldGraph, await GraphPicture.TakeAsync(shell), shell);

        await KillAsync(stbackup, backup);
        await stbackup.RunAsync("restore", "--resume", "--yes");
        await GraphOracle.AssertSameAsync(newGraph, await GraphPicture.TakeAsync(shell), shell);
        Assert.DoesNotContain("not finished", await stbackup.RunAsync("list"), StringComparison.Ordinal);
        await stbackup.RunAsync("backup");
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_swap_that_stands_still_past_its_lease_is_ended_by_the_server_and_never_committed(string way)
    {
        var server = await neo4j.EmptyServerAsync();
        var lease = new Dictionary<string, string?> { ["Lock__Lease"] = "10s" };
        var (shell, stbackup) = (await neo4j.ShellAsync(), new Stbackup(server, _archive.Path) { Environment = lease });
        var (backup, newGraph, oldGraph) = await PrepareAsync(shell, stbackup);
        await using var stopped = stbackup.Start("restore", backup, "--yes");
        await Eventually.HoldsAsync(() => stopped.HasExited || stopped.Error.Contains("import.nodes:", StringComparison.Ordinal), Limit);
        stopped.Pause();
        await stbackup.RunAsync("restore", way, "--yes");

        stopped.Resume();

        Assert.True(await stopped.WaitForExitAsync(Limit) == 1, stopped.Output + stopped.Error);
        Assert.Contains("The lock of the database was lost", stopped.Error, StringComparison.Ordinal);
        await GraphOracle.AssertSameAsync(way == "--resume" ? newGraph : oldGraph, await GraphPicture.TakeAsync(shell), shell);
        await stbackup.RunAsync("backup");
    }

    [Fact]
    public async Task A_swap_whose_commit_loses_its_connection_goes_on_once_the_server_has_committed()
    {
        var server = await neo4j.EmptyServerAsync();
        using var cutter = new ConnectionCutter(server.Address);
        var (shell, stbackup) = (await neo4j.ShellAsync(), Through(cutter, server));
        var (backup, newGraph, _) = await PrepareAsync(shell, stbackup);
        cutter.CutAtCommitAfter("CREATE (a)-[r:");

        await stbackup.RunAsync("restore", backup, "--yes");

        Assert.Equal(1, cutter.Cuts);
        await GraphOracle.AssertSameAsync(newGraph, await GraphPicture.TakeAsync(shell), shell);
        await stbackup.RunAsync("backup");
    }

    private Stbackup Through(ConnectionCutter cutter, Neo4jInstance server) => new(server, _archive.Path)
    {
        Environment = new Dictionary<string, string?> { ["Neo4j__Uri"] = cutter.Address.ToString() },
    };

    private async Task<(string Backup, GraphPicture New, GraphPicture Old)> PrepareAsync(CypherShell shell, Stbackup stbackup)
    {
        await shell.RunAsync(NewGraph);
        var newGraph = await GraphPicture.TakeAsync(shell);
        await stbackup.RunAsync("backup");
        var backup = Path.GetFileNameWithoutExtension(Assert.Single(BackupFiles.Data(_archive.Path)));
        await neo4j.EmptyServerAsync();
        await shell.RunAsync(OldGraph);
        return (backup, newGraph, await GraphPicture.TakeAsync(shell));
    }

    // The nodes are there, and the relationships take the server a second or more.
    private static async Task KillAsync(Stbackup stbackup, string backup)
    {
        await using var restore = stbackup.Start("restore", backup, "--yes", "--Restore:OneTransactionUpTo=0");
        await Eventually.HoldsAsync(() => restore.HasExited || restore.Error.Contains("import.nodes:", StringComparison.Ordinal), Limit);
        Assert.False(restore.HasExited, restore.Output + restore.Error);
        restore.Kill();
        await restore.WaitForExitAsync(Limit);
    }
}
