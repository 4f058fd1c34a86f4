namespace StreamingTracker.Backup.Benchmarks;

/// <summary>One measurement of one way to do the job.</summary>
internal sealed record Measurement(TimeSpan Duration, long Bytes, long PeakBytes);

/// <summary>The measurements of every way, told as they come in, and the table they make.</summary>
internal sealed class WayResults(TextWriter log)
{
    private readonly List<(string Way, List<Measurement> Runs)> _ways = [];

    public void Add(string way, Measurement measurement)
    {
        if (_ways.Find(known => known.Way == way).Runs is not { } runs) _ways.Add((way, runs = []));
        runs.Add(measurement);
        log.WriteLine($"{way}: {measurement.Duration.TotalSeconds:0.0} s, peak {Megabytes(measurement.PeakBytes)} MB");
    }

    /// <summary>The highest peak working set of a way, in bytes.</summary>
    public long Peak(string way) => _ways.Single(known => known.Way == way).Runs.Max(run => run.PeakBytes);

    /// <summary>A Markdown table of medians; the first way is what the others are compared with.</summary>
    public void WriteTable(TextWriter output)
    {
        output.WriteLine("| way | times the first | seconds (least to most) | MB written | peak MB of the client |");
        output.WriteLine("|---|---|---|---|---|");
        var first = Median(_ways[0].Runs);
        foreach (var (way, runs) in _ways)
        {
            var median = Median(runs);
            var (least, most) = (runs.Min(run => run.Duration), runs.Max(run => run.Duration));
            output.WriteLine(
                $"| {way} | {median / first:0.00} | {median.TotalSeconds:0.0} ({least.TotalSeconds:0.0} to {most.TotalSeconds:0.0}) " +
                $"| {Megabytes(runs[^1].Bytes)} | {Megabytes(runs.Max(run => run.PeakBytes))} |");
        }
    }

    public static string Megabytes(long bytes) => bytes == 0 ? "-" : $"{bytes / 1e6:0}";

    private static TimeSpan Median(List<Measurement> runs)
    {
        var ordered = runs.Select(run => run.Duration).Order().ToList();
        return (ordered[(ordered.Count - 1) / 2] + ordered[ordered.Count / 2]) / 2;
    }
}
