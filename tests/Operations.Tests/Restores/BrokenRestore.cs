using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Journals;
using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Graph;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Failures;
using StreamingTracker.Backup.Operations.Runs;
using StreamingTracker.Backup.Sandbox.Faults;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Operations.Tests.Restores;

/// <summary>A database with data and a constraint that a backup lacks, and the restore of that backup, which can be made to break off.</summary>
internal sealed class BrokenRestore : IAsyncDisposable
{
    private BrokenRestore(SandboxFixture sandbox, string backup, HeldGraph newGraph, HeldGraph oldGraph) =>
        (Sandbox, Backup, New, Old) = (sandbox, backup, newGraph, oldGraph);

    public SandboxFixture Sandbox { get; }

    /// <summary>The backup's name.</summary>
    public string Backup { get; }

    /// <summary>What the sandbox holds when the backup is there.</summary>
    public HeldGraph New { get; }

    /// <summary>What it held before.</summary>
    public HeldGraph Old { get; }

    public OperationSettings Settings => Sandbox.Settings;

    /// <summary>Settings by which the data does not change at once.</summary>
    public OperationSettings InBatches => Settings with { RestoreOneTransactionUpTo = 0 };

    public RestoreJournal? Journal => new RestoreJournals(Settings.Archive).Find("neo4j");

    public BackupArchive Archive => new(Settings.Archive, TimeProvider.System);

    public static async Task<BrokenRestore> PrepareAsync()
    {
        var sandbox = await SandboxFixture.StartAsync();
        var backup = (await sandbox.BackUpAsync()).Backup.Name;
        var newGraph = await sandbox.HeldAsync();
        await sandbox.CreateNodeAsync();
        await sandbox.CreateAsync(new()
        {
            Name = "old rule",
            Kind = "UNIQUENESS",
            Entity = SchemaEntity.Node,
            LabelsOrTypes = ["Later"],
            Properties = ["number"],
        });
        return new(sandbox, backup, newGraph, await sandbox.HeldAsync());
    }

    /// <summary>Breaks a restore off when a part of the new graph is there.</summary>
    public async Task<RestoreInterruptedException> BreakAsync(RunOrder? order = null, RestoreOptions? options = null)
    {
        Sandbox.Faults.Arm(SandboxTrigger.Statement, 1, SandboxFault.Cut, Statements.CreateRelationships);
        return await Assert.ThrowsAsync<RestoreInterruptedException>(
            () => SandboxFixture.RestoreAsync(InBatches, Backup, order: order, options: options));
    }

    /// <summary>Looks how a restore ended, and where it has left a journal goes that way: the graph is then the one that belongs to it.</summary>
    /// <param name="failure">How it failed; null when it did not.</param>
    /// <param name="way">The way out of a journal.</param>
    /// <param name="what">What was done to it, for the message.</param>
    public async Task<RestoreEnds> AssertEndsAsync(Exception? failure, RestoreWay way, string what)
    {
        if (failure is null)
        {
            Assert.True((New, JournalOutcome.Restored) == (await Sandbox.HeldAsync(), Journal!.Outcome), what);
            return new(Done: 1);
        }

        Assert.True(FailureMap.Explain(failure).Kind != FailureMap.Unexpected, $"{what}: {failure}");
        if (Journal is not { IsOpen: true })
        {
            Assert.True(Old == await Sandbox.HeldAsync(), $"{what}: {failure}");
            return new(Undone: 1);
        }

        await SandboxFixture.EndAsync(Settings, way);
        Assert.True((way == RestoreWay.Resume ? New : Old) == await Sandbox.HeldAsync(), $"{what}, {way}: {failure}");
        return new(Open: 1);
    }

    public ValueTask DisposeAsync() => Sandbox.DisposeAsync();
}
