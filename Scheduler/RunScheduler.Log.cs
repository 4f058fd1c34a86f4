namespace StreamingTracker.Backup.Scheduler;

internal sealed partial class RunScheduler
{
    [LoggerMessage(4001, LogLevel.Information, "The next scheduled {Kind} starts at {At:yyyy-MM-dd HH:mm:sszzz} ({Line}, {Zone})")]
    private partial void LogNext(string kind, DateTimeOffset at, string line, string zone);

    [LoggerMessage(4002, LogLevel.Warning, "No backup is scheduled: Schedule:Cron:0 names no time, such as 0 2 * * *")]
    private partial void LogNothingScheduled();

    [LoggerMessage(4003, LogLevel.Information, "The {Kind} due at {At:yyyy-MM-dd HH:mm:sszzz} is asked for as run {RunId}")]
    private partial void LogAsked(string kind, DateTimeOffset at, string runId);

    [LoggerMessage(4004, LogLevel.Warning, "The {Kind} due at {At:yyyy-MM-dd HH:mm:sszzz} is asked for again as run {RunId}, since no worker has taken it")]
    private partial void LogAskedAgain(string kind, DateTimeOffset at, string runId);

    [LoggerMessage(4005, LogLevel.Warning, "The {Kind} due at {At:yyyy-MM-dd HH:mm:sszzz} can't be asked for, which is tried again: {Reason}")]
    private partial void LogNotAsked(string kind, DateTimeOffset at, string reason);

    [LoggerMessage(4006, LogLevel.Error, "The {Kind} due at {At:yyyy-MM-dd HH:mm:sszzz} is given up after {Tries} tries, since another time is due: {Reason}")]
    private partial void LogGivenUp(string kind, DateTimeOffset at, int tries, string reason);

    [LoggerMessage(4007, LogLevel.Warning, "The {Kind} due at {At:yyyy-MM-dd HH:mm:sszzz} is refused: {Reason}")]
    private partial void LogRefused(string kind, DateTimeOffset at, string reason);

    [LoggerMessage(4008, LogLevel.Warning, "The {Kind} due at {At:yyyy-MM-dd HH:mm:sszzz} was missed and is caught up now")]
    private partial void LogCatchingUp(string kind, DateTimeOffset at);

    [LoggerMessage(4009, LogLevel.Warning, "The {Kind} due at {At:yyyy-MM-dd HH:mm:sszzz} was missed and is not caught up (Schedule:CatchUp)")]
    private partial void LogNotCaughtUp(string kind, DateTimeOffset at);

    [LoggerMessage(4010, LogLevel.Error, "The {Kind} due at {At:yyyy-MM-dd HH:mm:sszzz} has not been made in {Attempts} attempts; the next time is waited for")]
    private partial void LogEnoughAttempts(string kind, DateTimeOffset at, int attempts);

    [LoggerMessage(4011, LogLevel.Error, "What is due can't be told, which is tried again: {Reason}")]
    private partial void LogArchive(string reason);
}
