using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Graph;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Failures;

namespace StreamingTracker.Backup.Operations.Tests.Failures;

public sealed class FailureMapTests
{
    public static TheoryData<Exception, string, ExitCode> Failures => new()
    {
        { new InvalidConfigurationException([new("Backup:Name", "Wrong.")]), "configuration", ExitCode.Usage },
        { new UsageException("m", "r"), "usage", ExitCode.Usage },
        { new RefusedException("m", "r"), "refused", ExitCode.Refused },
        { new RestoreMismatchException("m", "r"), "mismatch", ExitCode.Mismatch },
        { new RunTooLongException("Backup:MaxDuration", TimeSpan.FromHours(1), new OperationCanceledException()), "too-long", ExitCode.Failed },
        { new BackupNotFoundException("m", "r"), "not-found", ExitCode.NotFound },
        { new CorruptBackupException("m", "r"), "corrupt", ExitCode.Corrupt },
        { new ArchiveUnavailableException("m", "r"), "archive-unavailable", ExitCode.Failed },
        { new UnsupportedValueException("m", "r"), "unsupported-value", ExitCode.Failed },
        { new UnsupportedSchemaException("m", "r"), "unsupported-schema", ExitCode.Refused },
        { new UnsupportedServerException("m", "r"), "unsupported-server", ExitCode.Refused },
        { new ImportMismatchException("m", "r"), "mismatch", ExitCode.Mismatch },
        { new BoltUnreachableException("m"), "unreachable", ExitCode.Unreachable },
        { new BoltProtocolException("m"), "protocol", ExitCode.Failed },
        { new BoltAuthenticationException("Neo.ClientError.Security.Unauthorized", "m"), "unauthenticated", ExitCode.Unreachable },
        { new BoltServerException("Neo.ClientError.Database.DatabaseNotFound", "m"), "database-not-found", ExitCode.NotFound },
        { new BoltServerException("Neo.ClientError.Security.Forbidden", "m"), "forbidden", ExitCode.Unreachable },
        { new BoltServerException("Neo.TransientError.General.MemoryPoolOutOfMemoryError", "m"), "server-memory", ExitCode.Failed },
        { new BoltServerException("Neo.TransientError.Transaction.Outdated", "m"), "changing", ExitCode.Failed },
        { new BoltServerException("Neo.TransientError.Transaction.DeadlockDetected", "m"), "server", ExitCode.Failed },
        { new BoltServerException("Neo.DatabaseError.General.UnknownError", "m"), "server", ExitCode.Failed },
        { new OperationCanceledException(), "interrupted", ExitCode.Interrupted },
        { new InvalidOperationException("m"), "unexpected", ExitCode.Failed },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void Every_failure_has_its_kind_exit_code_message_and_remedy(Exception exception, string kind, ExitCode exitCode)
    {
        var failure = FailureMap.Explain(exception);

        Assert.Equal((kind, exitCode), (failure.Kind, failure.ExitCode));
        Assert.NotEqual("", failure.Message);
        Assert.NotEqual("", failure.Remedy);
    }

    [Fact]
    public void An_interrupted_restore_ends_as_its_cause_does_and_says_what_to_do_about_the_database()
    {
        var failure = FailureMap.Explain(new RestoreInterruptedException("It did not finish.", "Bring it back.", new BoltUnreachableException("Lost.")));

        Assert.Equal(("unreachable", "It did not finish. The cause: Lost.", "Bring it back.", ExitCode.Unreachable), (failure.Kind, failure.Message, failure.Remedy, failure.ExitCode));
    }

    [Fact]
    public void An_exception_that_nobody_foresaw_says_its_type() =>
        Assert.Contains(nameof(InvalidOperationException), FailureMap.Explain(new InvalidOperationException("m")).Message, StringComparison.Ordinal);
}
