using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Sandbox;
using StreamingTracker.Backup.Sandbox.Faults;

namespace StreamingTracker.Backup.Graph.Tests.Faults;

public sealed class ImportFaultTests : IAsyncLifetime
{
    private static readonly ImportOptions InBatches = new() { OneTransactionUpTo = 0, BatchRows = 20 };

    private static readonly SandboxFault Refusal = SandboxFault.Failure("Neo.ClientError.Statement.ArgumentError", "The test refuses.");

    private readonly SandboxFaults _faults = new();
    private readonly BackupFolder _backups = new();
    private SandboxServer _sandbox = null!;
    private BoltConnection _connection = null!;
    private ArchivedBackup _backup = null!;
    private GraphContent _before = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await SandboxServer.StartAsync(new SandboxOptions { Faults = _faults }, Cancellation);
        _sandbox.SeedStreamingTracker();
        _connection = await ConnectAsync();
        _before = await GraphContent.ReadAsync(_connection);
        _backup = await _backups.ExportAsync(_connection);
    }

    [Fact]
    public async Task A_batch_that_the_server_has_no_memory_for_goes_again_in_halves()
    {
        _faults.Arm(SandboxTrigger.Statement, 1, SandboxFault.OutOfMemory, Statements.CreateNodes);
        _faults.Arm(SandboxTrigger.Statement, 2, SandboxFault.OutOfMemory, Statements.CreateNodes);
        _faults.Arm(SandboxTrigger.Statement, 3, SandboxFault.OutOfMemory, Statements.CreateRelationships);
        var result = await BackupFolder.ImportAsync(_connection, _backup, InBatches);
        Assert.Equal(3, _faults.Struck);
        Assert.Equal((61, 192), (result.Nodes, result.Relationships));
        GraphContent.AssertEqual(_before, await GraphContent.ReadAsync(_connection));
    }

    [Fact]
    public async Task A_batch_that_fails_while_its_ids_come_back_goes_again_with_ids_of_its_own()
    {
        _faults.Arm(SandboxTrigger.Record, 15, SandboxFault.Deadlock, Statements.CreateNodes);
        _faults.Arm(SandboxTrigger.Statement, 2, SandboxFault.Deadlock, Statements.CreateRelationships);
        await BackupFolder.ImportAsync(_connection, _backup, InBatches);
        Assert.Equal(2, _faults.Struck);
        GraphContent.AssertEqual(_before, await GraphContent.ReadAsync(_connection));
    }

    [Theory]
    [InlineData(Statements.CreateNodes, "nodes")]
    [InlineData(Statements.CreateRelationships, "relationships")]
    public async Task A_phase_is_told_before_its_first_batch(string statement, string phase)
    {
        _faults.Arm(SandboxTrigger.Statement, 1, SandboxFault.Cut, statement);
        var told = new ToldPhases();
        await Assert.ThrowsAsync<ImportFailedException>(() => BackupFolder.ImportAsync(_connection, _backup, InBatches, told));
        Assert.Equal(phase, told.Phases[^1]);
    }

    [Fact]
    public async Task A_row_that_never_fits_ends_the_import_with_the_servers_words()
    {
        // 20 rows, 10, 5, 2, and then the one.
        for (var i = 1; i <= 5; i++) _faults.Arm(SandboxTrigger.Statement, i, SandboxFault.OutOfMemory, Statements.CreateRelationships);
        var failed = await Assert.ThrowsAsync<ImportFailedException>(() => BackupFolder.ImportAsync(_connection, _backup, InBatches));
        Assert.Equal(ImportEnding.Partial, failed.Ending);
        Assert.Equal(SandboxFault.OutOfMemory.Code, Assert.IsType<BoltServerException>(failed.InnerException).Code);
        Assert.Equal(5, _faults.Struck);
    }

    [Theory]
    [InlineData(SandboxTrigger.Statement, Statements.DeleteNodes)]
    [InlineData(SandboxTrigger.Statement, Statements.CreateNodes)]
    [InlineData(SandboxTrigger.Record, Statements.CreateNodes)]
    [InlineData(SandboxTrigger.Statement, Statements.CreateRelationships)]
    [InlineData(SandboxTrigger.Commit, null)]
    public async Task A_swap_that_fails_anywhere_leaves_graph_and_schema_as_they_were(SandboxTrigger trigger, string? statement)
    {
        // Dropping the three constraints and two indexes are commits, too.
        _faults.Arm(trigger, trigger is SandboxTrigger.Commit ? _before.Schema.Constraints.Count + 1 : 1, Refusal, statement);
        var empty = await _backups.WriteAsync(new GraphSchema([], _before.Schema.Indexes), (writer, labels) =>
        {
            writer.BeginNode(1, labels.Intern(["Alone"]));
            writer.EndEntity();
            writer.BeginRelationship(1, "LOOP"u8, 1, labels.Intern(["Alone"]), 1, labels.Intern(["Alone"]));
            writer.EndEntity();
        });
        var failed = await Assert.ThrowsAsync<ImportFailedException>(() => BackupFolder.ImportAsync(_connection, empty));
        Assert.Equal(1, _faults.Struck);
        Assert.Equal(ImportEnding.AsBefore, failed.Ending);
        Assert.IsType<BoltServerException>(failed.InnerException);
        GraphContent.AssertEqual(_before, await GraphContent.ReadAsync(_connection));
    }

    [Theory]
    [InlineData(SandboxTrigger.Commit, ImportEnding.Unknown)]
    [InlineData(SandboxTrigger.Committed, ImportEnding.Unknown)]
    public async Task A_connection_cut_at_the_commit_leaves_open_which_graph_is_there(SandboxTrigger trigger, ImportEnding ending)
    {
        // The constraints that were dropped are commits, too.
        _faults.Arm(trigger, _before.Schema.Constraints.Count + 1, SandboxFault.Cut);
        var failed = await Assert.ThrowsAsync<ImportFailedException>(() => BackupFolder.ImportAsync(_connection, _backup));
        Assert.Equal(1, _faults.Struck);
        Assert.Equal(ending, failed.Ending);
        await using var again = await ConnectAsync();
        Assert.Empty((await SchemaReader.ReadAsync(again, Cancellation)).Constraints);
    }

    [Fact]
    public async Task A_commit_that_a_server_in_trouble_of_its_own_refuses_may_be_done_all_the_same()
    {
        _faults.Arm(
            SandboxTrigger.Commit,
            _before.Schema.Constraints.Count + 1,
            SandboxFault.Failure("Neo.DatabaseError.Transaction.TransactionCommitFailed", "Could not apply the transaction."));
        var failed = await Assert.ThrowsAsync<ImportFailedException>(() => BackupFolder.ImportAsync(_connection, _backup));
        Assert.Equal(ImportEnding.Unknown, failed.Ending);
    }

    [Theory]
    [InlineData(Statements.DeleteNodes, "Neo.TransientError.General.MemoryPoolOutOfMemoryError")]
    [InlineData(Statements.CreateRelationships, "Neo.ClientError.General.TransactionOutOfMemoryError")]
    [InlineData(Statements.CreateNodes, "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration")]
    public async Task What_is_too_much_for_one_transaction_goes_batch_by_batch(string statement, string code)
    {
        _faults.Arm(SandboxTrigger.Statement, 1, SandboxFault.Failure(code, "Too much."), statement);
        var result = await BackupFolder.ImportAsync(_connection, _backup);
        Assert.Equal(1, _faults.Struck);
        Assert.False(result.InOneTransaction);
        GraphContent.AssertEqual(_before, await GraphContent.ReadAsync(_connection));
    }

    [Fact]
    public async Task A_wipe_goes_on_after_passing_troubles_and_in_smaller_parts_where_one_was_too_much()
    {
        _faults.Arm(SandboxTrigger.Statement, 2, SandboxFault.Deadlock, Statements.DeleteSomeRelationships);
        _faults.Arm(SandboxTrigger.Statement, 3, SandboxFault.OutOfMemory, Statements.DeleteSomeRelationships);
        _faults.Arm(SandboxTrigger.Statement, 1, SandboxFault.OutOfMemory, Statements.DeleteSomeNodes);
        await BackupFolder.ImportAsync(_connection, _backup, InBatches with { WipeRows = 50 });
        Assert.Equal(3, _faults.Struck);
        GraphContent.AssertEqual(_before, await GraphContent.ReadAsync(_connection));
    }

    [Fact]
    public async Task Without_the_right_to_go_on_a_swap_is_not_committed_whenever_it_was_lost()
    {
        var row = new Dictionary<string, object?> { ["l"] = new List<object?> { "Later" }, ["p"] = new Dictionary<string, object?>() };
        await _connection.ExecuteAsync(Statements.CreateNodes, new Dictionary<string, object?> { ["rows"] = new List<object?> { row } }, Cancellation);
        for (var allowed = 0; ; allowed++)
        {
            var fault = await Record.ExceptionAsync(() => BackupFolder.ImportAsync(_connection, _backup, new() { DemandRight = Allow(allowed) }));
            var nodes = (await GraphContent.ReadAsync(_connection)).Nodes;
            if (nodes.Count == 61) break;
            Assert.IsType<LockLostException>(Assert.IsType<ImportFailedException>(fault).InnerException);
            Assert.Equal([.. _before.Nodes.Append(nodes.Single(node => node.StartsWith("(Later", StringComparison.Ordinal))).Order()], nodes);
            Assert.True(allowed < 20, "It never came to the commit.");
        }
    }

    [Fact]
    public async Task Without_the_right_to_go_on_no_further_batch_is_sent()
    {
        for (var allowed = 0; ; allowed++)
        {
            var fault = await Record.ExceptionAsync(() => BackupFolder.ImportAsync(_connection, _backup, InBatches with { DemandRight = Allow(allowed) }));
            if (fault is null) break;
            Assert.IsType<LockLostException>(Assert.IsType<ImportFailedException>(fault).InnerException);
            if (allowed == 0) GraphContent.AssertEqual(_before, await GraphContent.ReadAsync(_connection));
            Assert.True(allowed < 100, "It never came to an end.");
        }

        GraphContent.AssertEqual(_before, await GraphContent.ReadAsync(_connection));
    }

    [Fact]
    public async Task A_connection_cut_in_the_swap_says_that_the_schema_could_not_be_brought_back()
    {
        _faults.Arm(SandboxTrigger.Statement, 1, SandboxFault.Cut, Statements.CreateRelationships);
        var failed = await Assert.ThrowsAsync<ImportFailedException>(() => BackupFolder.ImportAsync(_connection, _backup));
        Assert.Equal(ImportEnding.SchemaLacking, failed.Ending);
        Assert.IsType<BoltUnreachableException>(failed.InnerException);
        await using var again = await ConnectAsync();
        var after = await GraphContent.ReadAsync(again);
        Assert.Equal(_before.Nodes, after.Nodes);
        Assert.Equal(_before.Relationships, after.Relationships);
    }

    [Fact]
    public async Task A_backup_that_is_shorter_than_when_it_was_verified_is_not_taken_for_whole()
    {
        var verified = await BackupVerifier.VerifyAsync(_backup, Cancellation);
        var shortened = verified with { Counts = verified.Counts with { Nodes = 62 } };
        var failed = await Assert.ThrowsAsync<ImportFailedException>(
            () => GraphImporter.ImportAsync(_connection, () => _backup.OpenReader(verified), shortened, new(), null, Cancellation));
        Assert.Contains("62 nodes and 192 relationships", Assert.IsType<ImportMismatchException>(failed.InnerException).Message, StringComparison.Ordinal);
        GraphContent.AssertEqual(_before, await GraphContent.ReadAsync(_connection));
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _sandbox.DisposeAsync();
        _backups.Dispose();
    }

    private static Action Allow(int times) => () =>
    {
        if (times-- == 0) throw new LockLostException("Lost.", "None.");
    };

    private Task<BoltConnection> ConnectAsync() => BoltConnection.ConnectAsync(_sandbox.Address, new BoltOptions(), Cancellation);
}
