using System.Diagnostics;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Graph;
using StreamingTracker.Backup.Operations.Runs;
using StreamingTracker.Backup.Sandbox.Faults;

namespace StreamingTracker.Backup.Operations.Tests.Runs;

public sealed class TransientFaultsTests : IAsyncLifetime
{
    private static readonly RetrySettings Quick = new() { Retries = 2, Pause = TimeSpan.FromMilliseconds(1) };

    private SandboxFixture _sandbox = null!;

    public async ValueTask InitializeAsync() => _sandbox = await SandboxFixture.StartAsync();

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public async Task A_cut_connection_is_tried_again_within_the_run_and_seen_in_its_phases_and_its_trace()
    {
        var order = new RunOrder { Kind = RunKind.Backup };
        Activity? span = null;
        using var listener = Listen(stopped =>
        {
            if (stopped.OperationName == "backup" && Equals(stopped.GetTagItem("stbackup.run.id"), order.RunId)) span = stopped;
        });
        _sandbox.Faults.Arm(SandboxTrigger.Record, 20, SandboxFault.Cut, Statements.ReadNodes);

        var result = await SandboxFixture.BackUpAsync(_sandbox.Settings with { Retry = Quick }, order: order);

        Assert.Contains(result.Phases, phase => phase.Name == "retry.wait");
        Assert.Equal(2, result.Phases.Count(phase => phase.Name == "export.connect"));
        Assert.Equal(2, _sandbox.ArchiveFiles.Count());
        Assert.Equal(2, new RunHistory(_sandbox.Settings.Archive).Find(order.RunId)!.Attempts);
        var retry = Assert.Single(span!.Events);
        Assert.Equal(("retry", "unreachable"), (retry.Name, retry.Tags.Single(tag => tag.Key == "error.type").Value));
    }

    [Fact]
    public async Task Retries_come_to_an_end()
    {
        for (var nth = 1; nth <= 3; nth++) _sandbox.Faults.Arm(SandboxTrigger.Statement, nth, SandboxFault.Cut, Statements.ReadNodes);

        await Assert.ThrowsAsync<BoltUnreachableException>(() => SandboxFixture.BackUpAsync(_sandbox.Settings with { Retry = Quick }));

        Assert.Equal(3, _sandbox.Faults.Struck);
        Assert.Empty(_sandbox.ArchiveFiles);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void Only_what_passes_by_itself_is_tried_again(Exception fault, bool passes) => Assert.Equal(passes, TransientFaults.MayPass(fault));

    public static TheoryData<Exception, bool> Faults => new()
    {
        { new BoltUnreachableException("away"), true },
        { new BoltServerException("Neo.TransientError.General.DatabaseUnavailable", "starting"), true },
        { new BoltServerException("Neo.ClientError.Statement.SyntaxError", "wrong"), false },
        { new BoltAuthenticationException("Neo.ClientError.Security.Unauthorized", "wrong password"), false },
        { new Archive.ArchiveUnavailableException("full", "free some"), false },
        { new OperationCanceledException(), false },
    };

    private static ActivityListener Listen(Action<Activity> stopped)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "StreamingTracker.Backup",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = stopped,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
