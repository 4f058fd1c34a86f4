namespace StreamingTracker.Backup.Operations.Failures;

/// <summary>How a program ends, for scripts.</summary>
public enum ExitCode
{
    /// <summary>It is done.</summary>
    Done = 0,

    /// <summary>It failed.</summary>
    Failed = 1,

    /// <summary>The command line or the configuration is wrong.</summary>
    Usage = 2,

    /// <summary>A backup or a database of that name does not exist.</summary>
    NotFound = 3,

    /// <summary>Not done, on purpose: not confirmed, another run is going, or the server can't hold what the backup holds.</summary>
    Refused = 4,

    /// <summary>The server does not answer, or does not let us in.</summary>
    Unreachable = 5,

    /// <summary>A backup is damaged.</summary>
    Corrupt = 6,

    /// <summary>What is in the database is not what is in the backup.</summary>
    Mismatch = 7,

    /// <summary>Somebody interrupted it.</summary>
    Interrupted = 130,
}

/// <summary>Why something was not done, for people and for scripts.</summary>
/// <param name="Kind">One word or two for scripts, such as <c>unreachable</c>.</param>
/// <param name="Message">What went wrong, as a sentence.</param>
/// <param name="Remedy">What can be done about it, as a sentence.</param>
/// <param name="ExitCode">How the program ends.</param>
public sealed record Failure(string Kind, string Message, string Remedy, ExitCode ExitCode);
