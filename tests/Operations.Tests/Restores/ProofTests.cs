using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Bolt.Values;
using StreamingTracker.Backup.Graph;
using StreamingTracker.Backup.Operations.Failures;
using StreamingTracker.Backup.Operations.Runs;

namespace StreamingTracker.Backup.Operations.Tests.Restores;

/// <summary>What the proof of a restore finds that no count shows.</summary>
public sealed class ProofTests : IAsyncLifetime
{
    private BrokenRestore _restore = null!;

    public async ValueTask InitializeAsync() => _restore = await BrokenRestore.PrepareAsync();

    public ValueTask DisposeAsync() => _restore.DisposeAsync();

    [Fact]
    public async Task Two_relationships_that_have_exchanged_their_ends_are_found()
    {
        var mismatch = await Assert.ThrowsAsync<RestoreMismatchException>(() => SandboxFixture.RestoreAsync(
            _restore.Settings, _restore.Backup, new BeforeTheProof(ExchangeEndsAsync)));

        var failure = FailureMap.Explain(mismatch);
        Assert.Equal(("mismatch", ExitCode.Mismatch), (failure.Kind, failure.ExitCode));
        Assert.Contains("The numbers are right, but properties or the ends of relationships differ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("--rollback", failure.Remedy, StringComparison.Ordinal);
        await SandboxFixture.EndAsync(_restore.Settings, RestoreWay.Rollback);
        Assert.Equal(_restore.Old, await _restore.Sandbox.HeldAsync());
    }

    [Fact]
    public async Task A_proof_that_cannot_be_read_leaves_the_journal_open()
    {
        _restore.Sandbox.Faults.Arm(Sandbox.Faults.SandboxTrigger.Statement, 2, Sandbox.Faults.SandboxFault.Cut, Statements.ReadRelationships);

        var interrupted = await Assert.ThrowsAsync<RestoreInterruptedException>(() => SandboxFixture.RestoreAsync(_restore.Settings, _restore.Backup));

        Assert.Contains("not proven", interrupted.Message, StringComparison.Ordinal);
        Assert.True(_restore.Journal!.IsOpen);
        await SandboxFixture.EndAsync(_restore.Settings, RestoreWay.Resume);
        Assert.Equal(_restore.New, await _restore.Sandbox.HeldAsync());
    }

    // Every relationship is made again, two of one type with each other's end.
    private async Task ExchangeEndsAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var connection = await _restore.Sandbox.ConnectAsync();
        var read = (await connection.QueryAsync(Statements.ReadRelationships, null, cancellation)).Select(record => (Relationship)record["r"]!).ToList();
        var first = read[0];
        var second = read.First(other => other.Type == first.Type && other.StartId != first.StartId && other.EndId != first.EndId);
        var rows = read.Select(r => (object?)new Dictionary<string, object?>
        {
            ["s"] = r.StartId,
            ["e"] = r == first ? second.EndId : r == second ? first.EndId : r.EndId,
            ["t"] = r.Type,
            ["p"] = r.Properties,
        }).ToList();
        await connection.ExecuteAsync(Statements.DeleteRelationships, null, cancellation);
        await connection.ExecuteAsync(Statements.CreateRelationships, new Dictionary<string, object?> { ["rows"] = rows }, cancellation);
    }

    private sealed class BeforeTheProof(Func<Task> action) : IProgress<RunProgress>
    {
        private bool _done;

        public void Report(RunProgress value)
        {
            if (value.Phase != "prove.schema" || _done) return;
            _done = true;
            action().GetAwaiter().GetResult();
        }
    }
}
