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

    [Fact]
    public async Task A_cleared_fault_does_not_strike()
    {
        await using var connection = await StartAndConnectAsync();
        _faults.Arm(SandboxTrigger.Statement, 1, SandboxFault.Cut);
        _faults.Clear();

        await CountAsync(connection);
        Assert.Equal(0, _faults.Struck);
    }

    private async Task<BoltConnection> StartAndConnectAsync()
    {
        await StartAsync(new SandboxOptions { Faults = _faults });
        return await ConnectAsync();
    }
}
