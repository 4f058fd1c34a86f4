using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Operations;
using StreamingTracker.Backup.Operations.Telemetry;

namespace StreamingTracker.Backup.ServiceDefaults.Telemetry;

/// <summary>
/// What the archive's folder tells about the backups, measured whenever somebody collects; the folder is looked at every few seconds
/// at most.
/// </summary>
internal sealed class ArchiveMetrics : IHostedService, IDisposable
{
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Meter _meter = new(RunTelemetry.Name);
    private readonly ListOperation _list;
    private readonly AcceptedRuns _accepted;
    private readonly TimeProvider _time;
    private (long At, Sight? Seen)? _last;

    public ArchiveMetrics(CurrentSettings settings, TimeProvider time)
    {
        (_list, _time) = (new(settings.AtStart, time), time);
        _accepted = new(settings.AtStart.Archive, settings.Database);
        _meter.CreateObservableGauge(
            RunTelemetry.LastSuccessMetric,
            () => Measure(seen => seen.NewestGood?.ToUnixTimeMilliseconds() / 1000.0),
            "s",
            "When the newest good backup was made, in seconds since 1970.");
        _meter.CreateObservableGauge(
            RunTelemetry.AgeMetric,
            () => Measure(seen => (_time.GetUtcNow() - seen.NewestGood)?.TotalSeconds),
            "s",
            "How old the newest good backup is.");
        _meter.CreateObservableGauge(
            RunTelemetry.AcceptedMetric,
            () => Measure(seen => seen.Accepted),
            "{run}",
            "Runs that are accepted and have no outcome yet.");
    }

    // Being made at start is all: the instruments are there from then on.
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _meter.Dispose();

    internal bool Owns(Instrument instrument) => instrument.Meter == _meter;

    private IEnumerable<Measurement<double>> Measure(Func<Sight, double?> value) =>
        Look() is { } seen && value(seen) is { } measured ? [new(measured)] : [];

    /// <summary>Null when the archive can't be read: then there is nothing to measure, and health tells.</summary>
    private Sight? Look()
    {
        lock (_lock)
        {
            if (_last is not { } last || _time.GetElapsedTime(last.At) >= FreshFor) _last = last = (_time.GetTimestamp(), LookNow());
            return last.Seen;
        }
    }

    private Sight? LookNow()
    {
        try
        {
            return new(_list.NewestGood()?.CreatedAt, _accepted.List().Count);
        }
        catch (ArchiveUnavailableException)
        {
            return null;
        }
    }

    private sealed record Sight(DateTimeOffset? NewestGood, int Accepted);
}
