using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Graph;
using StreamingTracker.Backup.Sandbox.Faults;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Sandbox.Tests;

public sealed class SandboxFaultsTests : SandboxTest
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly SandboxFaults _faults = new();

    public static TheoryData<string, string> Failures => new()
    {
        { nameof(SandboxFault.Outdated), "Neo.TransientError.Transaction.Outdated" },
        { nameof(SandboxFault.OutOfMemory), "Neo.TransientError.General.MemoryPoolOutOfMemoryError" },
        { nameof(SandboxFault.Deadlock), "Neo.TransientError.Transaction.DeadlockDetected" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task The_nth_statement_fails_once(string name, string code)
    {
        await using var connection = await StartAndConnectAsync();
        _faults.Arm(SandboxTrigger.Statement, 2, (SandboxFault)typeof(SandboxFault).GetField(name)!.GetValue(null)!);

        await CountAsync(connection);
        var failure = await Assert.ThrowsAsync<BoltServerException>(() => CountAsync(connection));
        Assert.Equal(code, failure.Code);
        Assert.True(failure.IsTransient);
        await CountAsync(connection);
        Assert.Equal(1, _faults.Struck);
    }

    [Fact]
    public async Task The_nth_record_of_a_statement_fails_after_those_before_it()
    {
        await using var connection = await StartAndConnectAsync();
        await CreateNodesAsync(connection, 10);
        _faults.Arm(SandboxTrigger.Record, 4, SandboxFault.Outdated, Statements.ReadNodes);
        await CountAsync(connection);

        await using var cursor = await connection.RunAsync(Statements.ReadNodes, null, Cancellation);
        for (var i = 0; i < 3; i++) Assert.True(await cursor.ReadAsync(Cancellation));
        await Assert.ThrowsAsync<BoltServerException>(async () => await cursor.ReadAsync(Cancellation));
        Assert.Equal(10, await CountAsync(connection));
    }

    [Fact]
    public async Task A_failing_commit_commits_nothing()
    {
        await using var connection = await StartAndConnectAsync();
        _faults.Arm(SandboxTrigger.Commit, 1, SandboxFault.Deadlock);
        await using var transaction = await connection.BeginAsync(BoltTransactionOptions.Write, Cancellation);
        await CreateNodesAsync(transaction, 1);

        await Assert.ThrowsAsync<BoltServerException>(() => transaction.CommitAsync(Cancellation));

        Assert.Equal(0, await CountAsync(connection));
    }

    [Fact]
    public async Task A_cut_at_a_message_ends_the_connection_and_rolls_back()
    {
        await using var connection = await StartAndConnectAsync();
        await using var transaction = await connection.BeginAsync(BoltTransactionOptions.Write, Cancellation);
        await CreateNodesAsync(transaction, 1);
        _faults.Arm(SandboxTrigger.Message, 1, SandboxFault.Cut);

        await Assert.ThrowsAsync<BoltUnreachableException>(() => transaction.CommitAsync(Cancellation));

        await using var other = await ConnectAsync();
        Assert.Equal(0, await CountAsync(other));
    }

    [Fact]
    public async Task A_cut_at_a_record_is_in_the_middle_of_it()
    {
        await using var connection = await StartAndConnectAsync();
        await CreateNodesAsync(connection, 10);
        _faults.Arm(SandboxTrigger.Record, 6, SandboxFault.Cut);

        await using var cursor = await connection.RunAsync(Statements.ReadNodes, null, Cancellation);
        for (var i = 0; i < 5; i++) Assert.True(await cursor.ReadAsync(Cancellation));
        await Assert.ThrowsAsync<BoltUnreachableException>(async () => await cursor.ReadAsync(Cancellation));
    }

    [Fact]
    public async Task A_stall_lasts_until_it_is_cleared_and_stalls_nobody_else()
    {
        await using var connection = await StartAndConnectAsync();
        await using var other = await ConnectAsync();
        _faults.Arm(SandboxTrigger.Statement, 1, SandboxFault.Stall);
        var stalled = CountAsync(connection);
        await Eventually.HoldsAsync(() => _faults.Struck == 1, Limit);

        await CountAsync(other);
        Assert.False(stalled.IsCompleted);
        _faults.Clear();
        Assert.Equal(0, await stalled.WaitAsync(Limit, Cancellation));
    }

    [Fact]
    public async Task A_stalled_connection_does_not_keep_the_sandbox_from_ending()
    {
        await using var connection = await StartAndConnectAsync();
        _faults.Arm(SandboxTrigger.Statement, 1, SandboxFault.Stall);
        var stalled = CountAsync(connection);
        await Eventually.HoldsAsync(() => _faults.Struck == 1, Limit);

        await Server.DisposeAsync().AsTask().WaitAsync(Limit, Cancellation);

        await Assert.ThrowsAsync<BoltUnreachableException>(() => stalled);
    }

    [Theory]
    [InlineData(SandboxTrigger.Message)]
    [InlineData(SandboxTrigger.Record)]
    public async Task A_restart_ends_every_connection_and_the_sandbox_is_there_again_with_what_was_committed(SandboxTrigger trigger)
    {
        await using var connection = await StartAndConnectAsync();
        await CreateNodesAsync(connection, 2);
        await using var other = await ConnectAsync();
        await using var transaction = await other.BeginAsync(BoltTransactionOptions.Write, Cancellation);
        await CreateNodesAsync(transaction, 1);
        _faults.Arm(trigger, 1, SandboxFault.Restart);

        await Assert.ThrowsAsync<BoltUnreachableException>(() => CountAsync(connection));

        await Assert.ThrowsAsync<BoltUnreachableException>(() => transaction.CommitAsync(Cancellation));
        await using var again = await ReconnectAsync();
        Assert.Equal(2, await CountAsync(again));
    }

    [Fact]
    public async Task A_restart_loses_nothing_that_is_in_the_log_and_not_yet_to_be_seen()
    {
        await StartAsync(new SandboxOptions { Faults = _faults, CommitVisibilityDelay = TimeSpan.FromMinutes(10) });
        await using var connection = await ConnectAsync();
        await using var other = await ConnectAsync();
        var before = await BookmarkAsync(other);
        var bare = new Dictionary<string, object?> { ["l"] = new List<object?>(), ["p"] = new Dictionary<string, object?>() };
        var creating = connection.ExecuteAsync(
            Statements.CreateNodes, new Dictionary<string, object?> { ["rows"] = new List<object?> { bare } }, Cancellation);
        await Eventually.HoldsAsync(async () => await BookmarkAsync(other) != before, Limit, () => "the commit is in the log");
        _faults.Arm(SandboxTrigger.Message, 1, SandboxFault.Restart);

        await Assert.ThrowsAsync<BoltUnreachableException>(() => CountAsync(other));

        await Record.ExceptionAsync(() => creating);
        await using var again = await ReconnectAsync();
        Assert.Equal(1, await CountAsync(again));
    }

    [Fact]
    public async Task A_sandbox_that_is_away_for_a_restart_can_be_ended()
    {
        await using var connection = await StartAndConnectAsync();
        _faults.Arm(SandboxTrigger.Message, 1, SandboxFault.Restart);
        await Assert.ThrowsAsync<BoltUnreachableException>(() => CountAsync(connection));

        await Server.DisposeAsync().AsTask().WaitAsync(Limit, Cancellation);

        await Assert.ThrowsAsync<BoltUnreachableException>(ConnectAsync);
    }

    [Fact]
    public async Task A_cleared_fault_does_not_strike()
    {
        await using var connection = await StartAndConnectAsync();
        _faults.Arm(SandboxTrigger.Statement, 1, SandboxFault.Cut);
        _faults.Clear();

        await CountAsync(connection);
        Assert.Equal(0, _faults.Struck);
    }

    private static async Task<string> BookmarkAsync(BoltConnection connection)
    {
        await using var transaction = await connection.BeginAsync(BoltTransactionOptions.Read, Cancellation);
        return await transaction.CommitAsync(Cancellation);
    }

    private async Task<BoltConnection> ReconnectAsync()
    {
        BoltConnection? connected = null;
        await Eventually.HoldsAsync(
            async () =>
            {
                try
                {
                    connected = await ConnectAsync();
                    return true;
                }
                catch (BoltUnreachableException)
                {
                    return false;
                }
            },
            Limit,
            () => "it is there again");
        return connected!;
    }

    private async Task<BoltConnection> StartAndConnectAsync()
    {
        await StartAsync(new SandboxOptions { Faults = _faults });
        return await ConnectAsync();
    }
}
