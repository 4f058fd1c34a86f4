using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.EndToEnd.Writers;
using StreamingTracker.Backup.Operations;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.EndToEnd.Soak;

/// <summary>
/// Backups and restores in a row while others write, all in one process, which is then as large as it was: in heap, memory, descriptors,
/// threads, files, and in what it keeps the server busy with.
/// </summary>
[Collection<SoakServer>]
public sealed class SoakTests : IDisposable
{
    private const int KeptBackups = 5;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly Neo4jServerFixture _neo4j;
    private readonly TemporaryFolder _folder = new();
    private readonly string? _temporaryBefore = Environment.GetEnvironmentVariable("TMPDIR");
    private int _exact, _disturbed;

    public SoakTests(Neo4jServerFixture neo4j) => _neo4j = neo4j;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Archive => _folder["backups"];

    private string Temporary => Directory.CreateDirectory(_folder["temporary"]).FullName;

    [Fact]
    public async Task Backups_and_restores_in_a_row_under_writes_leave_memory_handles_and_files_as_they_were()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "This test weighs its process by Linux' /proc.");
        var server = await _neo4j.EmptyServerAsync();
        await using var connection = await _neo4j.ConnectAsync();
        await Churn.CreateAsync(connection, Token);
        Environment.SetEnvironmentVariable("TMPDIR", Temporary);
        var settings = new OperationSettings
        {
            Neo4j = new() { Address = server.Address, Credentials = server.Credentials },
            Archive = new(Archive),
            Consistency = new() { Attempts = 2 },
            Retention = new() { Days = 0, Last = KeptBackups },
        };
        await using var writers = new BusyWriters(() => _neo4j.ConnectAsync(), Churn.Transaction, Churn.Writers);
        var (rounds, samples) = (LongRun.Rounds(6, 500), new List<SoakSample>());
        for (var round = 1; round <= rounds; round++)
        {
            await DoAsync(round, settings, writers);
            if (round % Math.Max(1, rounds / 50) != 0) continue;
            await writers.PauseAsync();
            await AssertServerIsIdleAsync(connection);
            Assert.Empty(Directory.EnumerateFileSystemEntries(Temporary));
            samples.Add(Sample(round));
            writers.Resume();
        }

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{rounds} rounds, {_exact} of their backups exact, {_disturbed} restores that a writer disturbed, {writers.Done} transactions of writers");
        AssertFlat(samples);
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("TMPDIR", _temporaryBefore);
        _folder.Dispose();
    }

    private async Task DoAsync(int round, OperationSettings settings, BusyWriters writers)
    {
        var inBatches = round % 2 == 0;
        var runs = new InProcess(settings with { RestoreOneTransactionUpTo = inBatches ? 0 : settings.RestoreOneTransactionUpTo });
        var backup = await runs.BackUpAsync("scheduled");
        Assert.Null(backup.RetentionFailure);
        if (backup.Manifest.Consistency.Exact) _exact++;

        // A restore takes the writes of others during it for what they are, and its proof fails. So the writers wait for it, but in every
        // fifth round, where they don't and it is begun again.
        var isDisturbed = round % 5 == 3;
        if (!isDisturbed) await writers.PauseAsync();
        try
        {
            await runs.RestoreAsync(backup.Backup.Name);
        }
        catch (Exception e) when (isDisturbed && e is RestoreMismatchException or RestoreInterruptedException)
        {
            _disturbed++;
        }

        if (isDisturbed) await writers.PauseAsync();
        if (UnfinishedRestores.Find(settings.Archive, database: null).Count > 0) await runs.ResumeAsync();
        writers.Resume();

        if (round % 4 == 0) Assert.All(await runs.VerifyAllAsync(), outcome => Assert.Null(outcome.Failure));
        if (round % 3 == 0) await runs.PruneAsync();
    }

    // The server hears a little later than we that a connection is closed.
    private static Task AssertServerIsIdleAsync(BoltConnection connection) => Eventually.HoldsAsync(
        async () => (await connection.QueryAsync("CALL dbms.listConnections()", null, Token)).Count == Churn.Writers + 1
            && (await connection.QueryAsync("SHOW TRANSACTIONS", null, Token)).Count == 1,
        Limit);

    private SoakSample Sample(int round)
    {
        var sample = new SoakSample(round, ProcessFootprint.Take(), Directory.EnumerateFiles(Archive, "*", SearchOption.AllDirectories).Count());
        TestContext.Current.TestOutputHelper!.WriteLine(sample.ToString());
        return sample;
    }

    /// <summary>
    /// Compares the last tenth with the first one after a warm-up, which is as long. In each the least counts: what a leak has taken
    /// never comes back, and what is in use for a moment does.
    /// </summary>
    private static void AssertFlat(List<SoakSample> samples)
    {
        var tenth = Math.Max(1, samples.Count / 10);
        var warmUp = Math.Max(3, tenth);
        var grown = new List<string>();
        foreach (var (name, of, mayGrowBy) in SoakSample.Figures)
        {
            var (first, last) = (samples.Skip(warmUp).Take(tenth).Min(of), samples.TakeLast(tenth).Min(of));
            if (last > first + mayGrowBy) grown.Add($"{name}: {first:N0} at the beginning, {last:N0} at the end, and {mayGrowBy:N0} more are allowed");
        }

        Assert.True(grown.Count == 0, string.Join("; ", grown));
    }
}
