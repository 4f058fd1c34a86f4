using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Locks;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Operations.Runs;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Operations.Tests.Runs;

public sealed class LockedRunTests : IAsyncLifetime
{
    private static readonly LockOptions Quick = new() { Lease = TimeSpan.FromSeconds(2) };

    private SandboxFixture _sandbox = null!;

    public async ValueTask InitializeAsync() => _sandbox = await SandboxFixture.StartAsync();

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public async Task A_run_is_refused_while_another_holds_the_databases_lock_and_names_it()
    {
        await using var held = await HoldAsync();

        var refused = await Assert.ThrowsAsync<LockedException>(() => SandboxFixture.BackUpAsync(_sandbox.Settings with { Lock = Quick }));

        Assert.Equal("another run", refused.Holder.RunId);
        Assert.Contains("another machine", refused.Message, StringComparison.Ordinal);
        Assert.Equal(RunOutcome.Refused, Assert.Single(new RunHistory(_sandbox.Settings.Archive).Read()).Outcome);
        Assert.Empty(_sandbox.ArchiveFiles);
    }

    [Fact]
    public async Task A_run_that_waits_for_the_lock_begins_when_it_is_free()
    {
        var held = await HoldAsync();
        var phases = new Phases();
        var backup = SandboxFixture.BackUpAsync(
            _sandbox.Settings with { Lock = Quick }, phases, new() { Kind = RunKind.Backup, WaitsForLock = true });
        await Eventually.HoldsAsync(() => phases.Current == "lock", TimeSpan.FromSeconds(30));

        await held.DisposeAsync();

        Assert.Equal(61, (await backup).Manifest.Counts.Nodes);
    }

    [Fact]
    public async Task A_run_that_is_due_no_more_does_nothing_and_is_not_recorded()
    {
        await Assert.ThrowsAsync<RunSupersededException>(
            () => _sandbox.BackUpAsync(order: new() { Kind = RunKind.Backup, IsStillDue = _ => Task.FromResult(false) }));

        Assert.Empty(_sandbox.ArchiveFiles);
        Assert.Empty(new RunHistory(_sandbox.Settings.Archive).Read());
    }

    [Fact]
    public async Task A_run_that_has_published_before_a_crash_is_done()
    {
        var order = new RunOrder { Kind = RunKind.Backup };
        var first = await _sandbox.BackUpAsync(order: order);

        var again = await _sandbox.BackUpAsync(order: order);

        Assert.Equal(first.Backup.Name, again.Backup.Name);
        Assert.Equal(2, _sandbox.ArchiveFiles.Count());
    }

    [Fact]
    public async Task Whoever_has_lost_the_lock_publishes_nothing()
    {
        var thief = new Thief(_sandbox, at: "archive.publish");

        await Assert.ThrowsAsync<LockLostException>(() => SandboxFixture.BackUpAsync(_sandbox.Settings with { Lock = Quick }, thief));

        Assert.Empty(_sandbox.ArchiveFiles);
    }

    private Task<DatabaseLock> HoldAsync() => DatabaseLock.AcquireAsync(
        _sandbox.Settings.Archive,
        "neo4j",
        new("another run", "backup", "another machine", TimeProvider.System.GetUtcNow()),
        Quick,
        TimeProvider.System,
        TestContext.Current.CancellationToken);

    private sealed class Phases : IProgress<RunProgress>
    {
        public string? Current { get; private set; }

        public void Report(RunProgress value) => Current = value.Phase;
    }

    /// <summary>Makes the file with the next number, as somebody does who took the holder for dead.</summary>
    private sealed class Thief(SandboxFixture sandbox, string at) : IProgress<RunProgress>
    {
        public void Report(RunProgress value)
        {
            if (value.Phase != at || value.Ended) return;
            var locks = Path.Combine(sandbox.Settings.Archive.Directory, ".stbackup", "locks");
            var highest = Directory.EnumerateFiles(locks).Max(StringComparer.Ordinal)!;
            var dot = highest.LastIndexOf('.');
            var number = long.Parse(highest[(dot + 1)..], System.Globalization.CultureInfo.InvariantCulture) + 1;
            File.WriteAllText($"{highest[..dot]}.{number.ToString(System.Globalization.CultureInfo.InvariantCulture).PadLeft(highest.Length - dot - 1, '0')}", "{}");
        }
    }
}
