using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Operations.Failures;

namespace StreamingTracker.Backup.Cli.Documents;

/// <summary>A phase of a run.</summary>
internal sealed record PhaseDocument(string Name, double Seconds, long Entities)
{
    public static IReadOnlyList<PhaseDocument> Of(IReadOnlyList<RunRecordPhase> phases) =>
        [.. phases.Select(phase => new PhaseDocument(phase.Name, phase.Duration.TotalSeconds, phase.Entities))];
}

/// <summary>What every command writes that failed.</summary>
internal sealed record FailureDocument(ErrorDocument Error);

/// <summary>What went wrong.</summary>
internal sealed record ErrorDocument(string Kind, string Message, string Remedy, int ExitCode)
{
    public static ErrorDocument Of(Failure failure) => new(failure.Kind, failure.Message, failure.Remedy, (int)failure.ExitCode);
}
