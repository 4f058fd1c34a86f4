using System.Diagnostics.Metrics;
using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Operations;
using StreamingTracker.Backup.Operations.Telemetry;
using StreamingTracker.Backup.ServiceDefaults;

namespace StreamingTracker.Backup.Server.Health;

/// <summary>What the archive's folder tells about the backups, measured whenever somebody collects.</summary>
internal sealed class ArchiveMetrics : IDisposable
{
    private readonly Meter _meter = new(RunTelemetry.Name);
    private readonly ListOperation _list;
    private readonly AcceptedRuns _accepted;
    private readonly TimeProvider _time;

    public ArchiveMetrics(ListOperation list, CurrentSettings settings, TimeProvider time)
    {
        (_list, _time) = (list, time);
        _accepted = new(settings.AtStart.Archive, settings.Database);
        _meter.CreateObservableGauge(RunTelemetry.LastSuccessMetric, LastSuccess, "s", "When the newest good backup was made, in seconds since 1970.");
        _meter.CreateObservableGauge(RunTelemetry.AgeMetric, Age, "s", "How old the newest good backup is.");
        _meter.CreateObservableGauge(RunTelemetry.AcceptedMetric, Accepted, "{run}", "Runs that are accepted and have no outcome yet.");
    }

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<double>> LastSuccess() =>
        Measure(() => NewestGood()?.CreatedAt is { } at ? at.ToUnixTimeMilliseconds() / 1000.0 : null);

    private IEnumerable<Measurement<double>> Age() =>
        Measure(() => NewestGood()?.CreatedAt is { } at ? (_time.GetUtcNow() - at).TotalSeconds : null);

    private IEnumerable<Measurement<double>> Accepted() => Measure(() => _accepted.List().Count);

    private ArchivedBackup? NewestGood() => _list.NewestGood();

    /// <summary>One measurement; none when there is nothing to measure, or the archive can't be read, which health tells.</summary>
    private static IEnumerable<Measurement<double>> Measure(Func<double?> value)
    {
        try
        {
            return value() is { } measured ? [new(measured)] : [];
        }
        catch (ArchiveUnavailableException)
        {
            return [];
        }
    }
}
