using System.Text;
using StreamingTracker.Backup.Archive.Journals;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Failures;
using StreamingTracker.Backup.Operations.Runs;

namespace StreamingTracker.Backup.Operations.Tests.Restores;

/// <summary>Somebody changes the backup's data after it was verified and before it is loaded.</summary>
public sealed class ChangedBackupTests : IAsyncLifetime
{
    private BrokenRestore _restore = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string DataPath => Path.Combine(_restore.Settings.Archive.Directory, _restore.Backup + ".json");

    public async ValueTask InitializeAsync() => _restore = await BrokenRestore.PrepareAsync();

    public ValueTask DisposeAsync() => _restore.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Other_data_of_the_same_size_is_not_committed(bool inPlace)
    {
        var refused = await RestoreAsync(_restore.Settings, () => WriteAsync(Changed(), inPlace));

        Assert.Contains("database neo4j is as it was before", refused.Message, StringComparison.Ordinal);
        AssertSaid(refused);
        Assert.Equal((_restore.Old, JournalOutcome.Undone), (await _restore.Sandbox.HeldAsync(), _restore.Journal!.Outcome));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Loaded_in_batches_it_leaves_a_journal_that_leads_back(bool inPlace)
    {
        var refused = await RestoreAsync(_restore.InBatches, () => WriteAsync(Changed(), inPlace));

        AssertSaid(refused);
        Assert.Contains("--rollback", refused.Remedy, StringComparison.Ordinal);
        await SandboxFixture.EndAsync(_restore.Settings, RestoreWay.Rollback);
        Assert.Equal(_restore.Old, await _restore.Sandbox.HeldAsync());
    }

    [Fact]
    public async Task Data_of_another_size_is_refused_before_anything_is_changed()
    {
        var refused = await RestoreAsync(_restore.InBatches, () => File.AppendAllTextAsync(DataPath, "{}\n", Cancel));

        AssertSaid(refused);
        Assert.Equal((_restore.Old, JournalOutcome.Undone), (await _restore.Sandbox.HeldAsync(), _restore.Journal!.Outcome));
    }

    private static void AssertSaid(RestoreInterruptedException refused)
    {
        var failure = FailureMap.Explain(refused);
        Assert.Equal(("corrupt", ExitCode.Corrupt), (failure.Kind, failure.ExitCode));
        Assert.Contains("somebody has changed or replaced the file since", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>A graph as sound as the one before, of as many bytes: one name is another.</summary>
    private byte[] Changed()
    {
        var text = File.ReadAllText(DataPath);
        var at = text.IndexOf("\"name\":\"", StringComparison.Ordinal) + "\"name\":\"".Length;
        return Encoding.UTF8.GetBytes($"{text[..at]}{(text[at] == 'X' ? 'Y' : 'X')}{text[(at + 1)..]}");
    }

    private async Task WriteAsync(byte[] data, bool inPlace)
    {
        Assert.Equal(new FileInfo(DataPath).Length, data.Length);
        if (!inPlace)
        {
            await File.WriteAllBytesAsync(DataPath + ".new", data, Cancel);
            File.Move(DataPath + ".new", DataPath, overwrite: true);
            return;
        }

        await using var file = new FileStream(DataPath, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        await file.WriteAsync(data, Cancel);
    }

    private Task<RestoreInterruptedException> RestoreAsync(OperationSettings settings, Func<Task> meanwhile) =>
        Assert.ThrowsAsync<RestoreInterruptedException>(() => new RunRecorder(settings, TimeProvider.System).RecordAsync(
            new() { Kind = RunKind.Restore },
            null,
            async run =>
            {
                var operation = new RestoreOperation(settings, TimeProvider.System);
                var plan = await operation.PlanAsync(_restore.Backup, run, Cancel);
                await meanwhile();
                return await operation.ExecuteAsync(plan, new(), run, Cancel);
            }));
}
