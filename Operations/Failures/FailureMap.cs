using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Graph;
using StreamingTracker.Backup.Operations.Configuration;

namespace StreamingTracker.Backup.Operations.Failures;

/// <summary>Turns whatever was thrown into one clear message, its remedy and the exit code: the one place that decides them.</summary>
public static class FailureMap
{
    /// <summary>The code of <see cref="Failure.Kind"/> for an exception that nobody foresaw.</summary>
    public const string Unexpected = "unexpected";

    /// <summary>Explains an exception.</summary>
    public static Failure Explain(Exception exception)
    {
        var failure = Classify(exception);
        return failure with { Message = Sentence(failure.Message), Remedy = Sentence(failure.Remedy) };
    }

    /// <summary>
    /// What a log needs beside <see cref="Explain(Exception)"/>: the exception and its stack trace if nobody foresaw it, else null.
    /// </summary>
    public static Exception? Unforeseen(Exception exception) => Classify(exception).Kind == Unexpected ? exception : null;

    private static Failure Classify(Exception exception) => exception switch
    {
        InvalidConfigurationException e => new(
            "configuration", e.Message, "Correct these keys in appsettings.json, the environment or the command line.", ExitCode.Usage),
        RunNotFoundException e => new("not-found", e.Message, e.Remedy, ExitCode.NotFound),
        UsageException e => new("usage", e.Message, e.Remedy, ExitCode.Usage),
        RefusedException e => new("refused", e.Message, e.Remedy, ExitCode.Refused),
        RestoreMismatchException e => new("mismatch", e.Message, e.Remedy, ExitCode.Mismatch),
        DrillMismatchException e => new("mismatch", e.Message, e.Remedy, ExitCode.Mismatch),
        RestoreInterruptedException e => Interrupted(e),
        RunNotRecordedException { InnerException: { } cause } e => Classify(cause) with { Message = e.Message, Remedy = e.Remedy },
        InexactBackupException e => new("inexact", e.Message, e.Remedy, ExitCode.Failed),
        RunTooLongException e => new("too-long", e.Message, e.Remedy, ExitCode.Failed),
        RunAbandonedException e => new("abandoned", e.Message, e.Remedy, ExitCode.Failed),
        OperationException e => new("failed", e.Message, e.Remedy, ExitCode.Failed),
        ArchiveException e => Explain(e),
        GraphException e => Explain(e),
        BoltException e => ServerFailures.Explain(e),
        OperationCanceledException => new(
            "interrupted", "Interrupted.", "Nothing was left behind. Run it again when you like.", ExitCode.Interrupted),
        _ => new(
            Unexpected,
            $"An unexpected {exception.GetType().Name}: {exception.Message}",
            "This is a fault of the program. Run it again with --verbose for the stack trace, and report that.",
            ExitCode.Failed),
    };

    private static Failure Interrupted(RestoreInterruptedException exception)
    {
        var cause = Explain(exception.InnerException!);
        return cause with { Message = $"{exception.Message} The cause: {cause.Message}", Remedy = exception.Remedy };
    }

    // The messages come from many hands, the server's among them; each is shown as a sentence.
    private static string Sentence(string text) => text.Length > 0 && text[^1] is not ('.' or '!' or '?') ? text + "." : text;

    private static Failure Explain(ArchiveException exception) => exception switch
    {
        LockedException e => new("locked", e.Message, e.Remedy, ExitCode.Refused),
        UnfinishedRestoreException e => new("journal", e.Message, e.Remedy, ExitCode.Refused),
        LockLostException e => new("lock-lost", e.Message, e.Remedy, ExitCode.Failed),
        BackupNotFoundException e => new("not-found", e.Message, e.Remedy, ExitCode.NotFound),
        ClockDoubtedException e => new("clock", e.Message, e.Remedy, ExitCode.Refused),
        CorruptBackupException e => new("corrupt", e.Message, e.Remedy, ExitCode.Corrupt),
        ArchiveUnavailableException e => new("archive-unavailable", e.Message, e.Remedy, ExitCode.Failed),
        UnsupportedValueException e => new("unsupported-value", e.Message, e.Remedy, ExitCode.Failed),
        _ => new("archive", exception.Message, exception.Remedy, ExitCode.Failed),
    };

    private static Failure Explain(GraphException exception) => exception switch
    {
        UnsupportedSchemaException e => new("unsupported-schema", e.Message, e.Remedy, ExitCode.Refused),
        UnsupportedServerException e => new("unsupported-server", e.Message, e.Remedy, ExitCode.Refused),
        SchemaNotRestoredException e => new("schema-not-restored", e.Message, e.Remedy, ExitCode.Mismatch),
        ImportFailedException e => Explain(e.InnerException!) with { Message = e.Message },
        ImportMismatchException e => new("mismatch", e.Message, e.Remedy, ExitCode.Mismatch),
        _ => new("graph", exception.Message, exception.Remedy, ExitCode.Failed),
    };
}
