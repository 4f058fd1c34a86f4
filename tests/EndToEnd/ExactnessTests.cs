using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.EndToEnd.Writers;
using StreamingTracker.Backup.Neo4jHost;
using StreamingTracker.Backup.Operations;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.EndToEnd;

/// <summary>A backup is exactly one state of the database, or says that it may not be.</summary>
[Collection<RealServer>]
public sealed class ExactnessTests(Neo4jServerFixture neo4j) : IDisposable
{
    private const int LargeCommit = 400_000;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task While_others_write_at_full_speed_an_exact_backup_is_a_committed_state_and_a_fuzzy_one_is_closed_and_marked()
    {
        var server = await neo4j.EmptyServerAsync();
        var shell = await neo4j.ShellAsync();
        await shell.RunAsync(Ledger.Create);
        await using var writers = new BusyWriters(() => neo4j.ConnectAsync(), Ledger.Transaction, Ledger.Writers);
        await Eventually.HoldsAsync(() => writers.Done > 100, Limit);
        var (exact, fuzzy, refused) = (0, 0, 0);

        for (var round = 0; round < LongRun.Rounds(16, 1_500) || exact == 0; round++)
        {
            // Every other backup begins while the last transactions are on their way, and nothing follows them.
            var pause = round % 2 == 0 ? writers.PauseAsync() : null;
            var demand = round % 4 < 2 ? ConsistencyDemand.Fuzzy : ConsistencyDemand.Exact;
            try
            {
                var backup = await BackUpAsync(server, demand);
                var held = Ledger.Read(File.ReadLines(backup.Backup.DataPath));
                if (backup.Manifest.Consistency.Exact) Assert.Equal(Ledger.After(held.Last), held);
                else Assert.Equal(ConsistencyDemand.Fuzzy, demand);
                if (backup.Manifest.Consistency.Exact) exact++;
                else fuzzy++;
            }
            catch (InexactBackupException)
            {
                refused++;
            }

            if (pause is null) continue;
            await pause;
            writers.Resume();
        }

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{exact} exact, {fuzzy} fuzzy and {refused} refused backups during {writers.Done} transactions");
        Assert.True(fuzzy > 0 && refused > 0, $"{fuzzy} fuzzy, {refused} refused");
    }

    [Fact]
    public async Task A_large_commit_on_its_way_is_in_an_exact_backup_wholly_or_not_at_all()
    {
        var (whole, none, fuzzy) = (0, 0, 0);
        for (var round = 0; round < LongRun.Rounds(1, 10); round++)
        {
            var server = await neo4j.EmptyServerAsync();
            await using var connection = await neo4j.ConnectAsync();
            await using var transaction = await connection.BeginAsync(BoltTransactionOptions.Write, TestContext.Current.CancellationToken);
            await transaction.ExecuteAsync(
                $"UNWIND range(1, {LargeCommit}) AS i CREATE (:Flight {{i: i}})", new Dictionary<string, object?>(), TestContext.Current.CancellationToken);

            // One backup before the commit, as many as there is time for while it goes on, and one after it.
            Task? committing = null;
            for (bool? isLast = null; isLast is not true;)
            {
                if (isLast is false) committing ??= transaction.CommitAsync(TestContext.Current.CancellationToken);
                isLast = committing?.IsCompleted ?? false;
                var backup = await BackUpAsync(server, ConsistencyDemand.Fuzzy);
                if (!backup.Manifest.Consistency.Exact) fuzzy++;
                else if (backup.Manifest.Counts.Nodes == 0) none++;
                else if (backup.Manifest.Counts.Nodes == LargeCommit) whole++;
                else Assert.Fail($"An exact backup holds {backup.Manifest.Counts.Nodes} nodes of a transaction of {LargeCommit}.");
            }

            await committing!;
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{none} exact backups without the transaction, {whole} with it, {fuzzy} fuzzy");
        Assert.True(none > 0 && whole > 0, $"{none} without, {whole} with");
    }

    public void Dispose() => _folder.Dispose();

    private Task<BackupResult> BackUpAsync(Neo4jInstance server, ConsistencyDemand demand) => new InProcess(new()
    {
        Neo4j = new() { Address = server.Address, Credentials = server.Credentials },
        Archive = new(_folder["backups"]),
        Consistency = new() { Attempts = 1, Demand = demand },
    }).BackUpAsync();
}
