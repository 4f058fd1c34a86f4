using System.Diagnostics.Metrics;
using Microsoft.Extensions.Time.Testing;
using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Operations;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Runs;
using StreamingTracker.Backup.Operations.Telemetry;
using StreamingTracker.Backup.Sandbox;
using StreamingTracker.Backup.ServiceDefaults.Telemetry;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.ServiceDefaults.Tests.Telemetry;

public sealed class ArchiveMetricsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new(2026, 1, 19, 22, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task The_newest_good_backup_its_age_and_the_accepted_runs_are_measured_and_looked_at_every_few_seconds_at_most()
    {
        await using var sandbox = await SandboxServer.StartAsync(new(), TestContext.Current.CancellationToken);
        var settings = new OperationSettings { Archive = new BackupArchiveOptions(_folder["backups"]), Neo4j = new() { Address = sandbox.Address } };
        using var metrics = new ArchiveMetrics(new CurrentSettings(settings, null, () => throw new InvalidOperationException()), _time);
        Assert.Equal([(RunTelemetry.AcceptedMetric, 0)], Collect(metrics));

        await new RunRecorder(settings, _time).RecordAsync(
            new() { Kind = RunKind.Backup },
            null,
            run => new BackupOperation(settings, _time).RunAsync(new(), run, TestContext.Current.CancellationToken));
        await new AcceptedRuns(settings.Archive, null).AcceptAsync(
            new() { RunId = RunOrder.NewRunId(), Kind = RunKind.Verify, AcceptedAt = default, Trigger = "manual", Request = "" },
            most: 1,
            TestContext.Current.CancellationToken);
        Assert.Equal([(RunTelemetry.AcceptedMetric, 0)], Collect(metrics));

        _time.Advance(TimeSpan.FromSeconds(30));
        var at = new DateTimeOffset(2026, 1, 19, 22, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();
        Assert.Equal([(RunTelemetry.LastSuccessMetric, at), (RunTelemetry.AgeMetric, 30), (RunTelemetry.AcceptedMetric, 1)], Collect(metrics));

        // A backup that a verification found damaged is no success any more.
        var archive = new BackupArchive(settings.Archive, _time);
        await archive.RecordVerificationAsync(archive.List()[0], new(_time.GetUtcNow(), RunOrder.NewRunId(), "Damaged."), TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal([(RunTelemetry.AcceptedMetric, 1)], Collect(metrics));
    }

    public void Dispose() => _folder.Dispose();

    private static List<(string, double)> Collect(ArchiveMetrics metrics)
    {
        var measured = new List<(string, double)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (metrics.Owns(instrument)) listening.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => measured.Add((instrument.Name, value)));
        listener.Start();
        listener.RecordObservableInstruments();
        return measured;
    }
}
