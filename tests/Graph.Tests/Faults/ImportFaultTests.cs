using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Sandbox;
using StreamingTracker.Backup.Sandbox.Faults;

namespace StreamingTracker.Backup.Graph.Tests.Faults;

public sealed class ImportFaultTests : IAsyncLifetime
{
    private static readonly ImportOptions InBatches = new() { OneTransactionUpTo = 0, BatchRows = 20 };

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
        await Assert.ThrowsAsync<BoltUnreachableException>(() => BackupFolder.ImportAsync(_connection, _backup, InBatches, told));
        Assert.Equal(phase, told.Phases[^1]);
    }

    [Fact]
    public async Task A_row_that_never_fits_ends_the_import_with_the_servers_words()
    {
        // 20 rows, 10, 5, 2, and then the one.
        for (var i = 1; i <= 5; i++) _faults.Arm(SandboxTrigger.Statement, i, SandboxFault.OutOfMemory, Statements.CreateRelationships);
        var refused = await Assert.ThrowsAsync<BoltServerException>(() => BackupFolder.ImportAsync(_connection, _backup, InBatches));
        Assert.Equal(SandboxFault.OutOfMemory.Code, refused.Code);
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
        _faults.Arm(trigger, trigger is SandboxTrigger.Commit ? _before.Schema.Constraints.Count + 1 : 1, SandboxFault.OutOfMemory, statement);
        var empty = await _backups.WriteAsync(new GraphSchema([], _before.Schema.Indexes), (writer, labels) =>
        {
            writer.BeginNode(1, labels.Intern(["Alone"]));
            writer.EndEntity();
            writer.BeginRelationship(1, "LOOP"u8, 1, labels.Intern(["Alone"]), 1, labels.Intern(["Alone"]));
            writer.EndEntity();
        });
        await Assert.ThrowsAsync<BoltServerException>(() => BackupFolder.ImportAsync(_connection, empty));
        Assert.Equal(1, _faults.Struck);
        GraphContent.AssertEqual(_before, await GraphContent.ReadAsync(_connection));
    }

    [Fact]
    public async Task A_connection_cut_in_the_swap_says_that_the_schema_could_not_be_brought_back()
    {
        _faults.Arm(SandboxTrigger.Statement, 1, SandboxFault.Cut, Statements.CreateRelationships);
        var notUndone = await Assert.ThrowsAsync<ImportNotUndoneException>(() => BackupFolder.ImportAsync(_connection, _backup));
        Assert.IsType<BoltUnreachableException>(notUndone.InnerException);
        await using var again = await ConnectAsync();
        var after = await GraphContent.ReadAsync(again);
        Assert.Equal(_before.Nodes, after.Nodes);
        Assert.Equal(_before.Relationships, after.Relationships);
    }

    [Fact]
    public async Task A_backup_that_is_shorter_than_when_it_was_verified_is_not_taken_for_whole()
    {
        var verified = await BackupVerifier.VerifyAsync(_backup, Cancellation);
        await using var reader = _backup.OpenReader();
        for (var i = 0; i < 253; i++) await reader.ReadAsync(Cancellation);
        var mismatch = await Assert.ThrowsAsync<ImportMismatchException>(
            () => GraphImporter.ImportAsync(_connection, reader, verified, new(), null, Cancellation));
        Assert.Contains("61 nodes and 192 relationships", mismatch.Message, StringComparison.Ordinal);
        GraphContent.AssertEqual(_before, await GraphContent.ReadAsync(_connection));
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _sandbox.DisposeAsync();
        _backups.Dispose();
    }

    private Task<BoltConnection> ConnectAsync() => BoltConnection.ConnectAsync(_sandbox.Address, new BoltOptions(), Cancellation);
}
