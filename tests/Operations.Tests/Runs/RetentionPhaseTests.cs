using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Runs;
using StreamingTracker.Backup.Operations.Telemetry;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Operations.Tests.Runs;

/// <summary>Retention as the last phase of a scheduled backup.</summary>
public sealed class RetentionPhaseTests : IAsyncLifetime
{
    private SandboxFixture _sandbox = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private OperationSettings Settings => _sandbox.Settings with { Retention = new() { Days = 7 } };

    private RunRecord LastRun => new RunHistory(Settings.Archive).Read(1)[0];

    public async ValueTask InitializeAsync() => _sandbox = await SandboxFixture.StartAsync();

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public async Task After_a_scheduled_backup_what_no_rule_keeps_is_removed()
    {
        var names = await DatedBackups.AddNightlyAsync(Settings.Archive, 9, Cancel);

        var result = await BackUpAsync("scheduled");

        Assert.Equal(names[..2], result.Removed);
        Assert.Null(result.RetentionFailure);
        Assert.Equal("retention", result.Phases[^1].Name);
        Assert.Equal(names[..2], LastRun.Removed);
        Assert.Equal(8 * 2, _sandbox.ArchiveFiles.Count());
    }

    [Fact]
    public async Task After_a_backup_by_hand_nothing_is_removed()
    {
        await DatedBackups.AddNightlyAsync(Settings.Archive, 9, Cancel);

        var result = await BackUpAsync("manual");

        Assert.DoesNotContain(result.Phases, phase => phase.Name == "retention");
        Assert.Equal(10 * 2, _sandbox.ArchiveFiles.Count());
    }

    [Fact]
    public async Task Its_failure_is_told_and_recorded_and_the_backup_is_made_all_the_same()
    {
        await DatedBackups.AddAsync(Settings.Archive, TimeProvider.System.GetUtcNow().AddDays(-400), Cancel);
        for (var i = 0; i < 3; i++) await DatedBackups.AddAsync(Settings.Archive, TimeProvider.System.GetUtcNow(), Cancel);

        var result = await BackUpAsync("scheduled");

        Assert.Equal("clock", result.RetentionFailure!.Kind);
        Assert.Equal((RunOutcome.Completed, "clock"), (LastRun.Outcome, LastRun.RetentionFailure!.Code));
        Assert.Contains("--trust-clock", LastRun.RetentionFailure.Remedy, StringComparison.Ordinal);
        Assert.Equal(5 * 2, _sandbox.ArchiveFiles.Count());
    }

    [Fact]
    public async Task Unless_the_new_backup_is_found_sound_nothing_is_removed_for_it()
    {
        await DatedBackups.AddNightlyAsync(Settings.Archive, 9, Cancel);
        var cutting = new AtPhase("retention", () =>
        {
            var newest = Directory.GetFiles(Settings.Archive.Directory, "*.json").Where(file => !file.EndsWith(".manifest.json", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Last();
            using var file = File.OpenWrite(newest);
            file.SetLength(file.Length - 1);
        });

        var result = await BackUpAsync("scheduled", cutting);

        Assert.Equal("corrupt", result.RetentionFailure!.Kind);
        Assert.Empty(result.Removed);
        Assert.Equal(10 * 2, _sandbox.ArchiveFiles.Count());
    }

    [Fact]
    public async Task What_it_removes_and_that_it_fails_is_counted()
    {
        var counted = new ConcurrentBag<(string Metric, long Count, object? Reason)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Name is RunTelemetry.RemovedMetric or RunTelemetry.RetentionFailuresMetric) listening.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, count, tags, _) => counted.Add((instrument.Name, count, tags.Length == 0 ? null : tags[0].Value)));
        listener.Start();
        await DatedBackups.AddNightlyAsync(Settings.Archive, 12, Cancel);

        await BackUpAsync("scheduled");
        await BackUpAsync("scheduled", new AtPhase("retention", () => throw new InvalidOperationException("The test's own fault")));

        Assert.Contains((RunTelemetry.RemovedMetric, 5, null), counted);
        Assert.Contains((RunTelemetry.RetentionFailuresMetric, 1, "unexpected"), counted);
    }

    private Task<BackupResult> BackUpAsync(string trigger, IProgress<RunProgress>? progress = null) =>
        SandboxFixture.BackUpAsync(Settings, progress, new() { Kind = RunKind.Backup, Trigger = trigger });
}
