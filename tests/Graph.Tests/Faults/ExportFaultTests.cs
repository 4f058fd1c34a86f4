using StreamingTracker.Backup.Archive.Lines;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Sandbox;
using StreamingTracker.Backup.Sandbox.Faults;

namespace StreamingTracker.Backup.Graph.Tests.Faults;

public sealed class ExportFaultTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_entity_that_vanishes_under_the_scan_ends_the_export_and_the_next_one_works()
    {
        var faults = new SandboxFaults();
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Faults = faults }, Cancellation);
        sandbox.SeedStreamingTracker();
        await using var connection = await BoltConnection.ConnectAsync(sandbox.Address, new BoltOptions(), Cancellation);
        faults.Arm(SandboxTrigger.Record, 30, SandboxFault.Outdated, Statements.ReadNodes);

        var outdated = await Assert.ThrowsAsync<BoltServerException>(
            () => GraphExporter.ExportAsync(connection, new EntityLineWriter(Stream.Null), null, Cancellation));
        var writer = new EntityLineWriter(Stream.Null);
        var result = await GraphExporter.ExportAsync(connection, writer, null, Cancellation);

        Assert.Equal(SandboxFault.Outdated.Code, outdated.Code);
        Assert.True(outdated.IsTransient);
        Assert.True(result.Exact);
        Assert.Equal((61, 192), (writer.Counts.Nodes, writer.Counts.Relationships));
    }

    [Theory]
    [InlineData(Statements.ReadNodes, "nodes")]
    [InlineData(Statements.ReadRelationships, "relationships")]
    public async Task A_connection_cut_inside_a_record_is_unreachable_and_the_phase_was_told_by_then(string statement, string phase)
    {
        var faults = new SandboxFaults();
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Faults = faults }, Cancellation);
        sandbox.SeedStreamingTracker();
        await using var connection = await BoltConnection.ConnectAsync(sandbox.Address, new BoltOptions(), Cancellation);
        faults.Arm(SandboxTrigger.Record, 7, SandboxFault.Cut, statement);
        var told = new ToldPhases();
        await Assert.ThrowsAsync<BoltUnreachableException>(
            () => GraphExporter.ExportAsync(connection, new EntityLineWriter(Stream.Null), told, Cancellation));
        Assert.Equal(phase, told.Phases[^1]);
    }

    [Fact]
    public async Task What_is_committed_but_not_yet_to_be_seen_is_waited_for()
    {
        var visibleAfter = TimeSpan.FromMilliseconds(200);
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { CommitVisibilityDelay = visibleAfter }, Cancellation);
        await using var connection = await BoltConnection.ConnectAsync(sandbox.Address, new BoltOptions(), Cancellation);
        var row = new Dictionary<string, object?> { ["l"] = new List<object?>(), ["p"] = new Dictionary<string, object?>() };
        await connection.ExecuteAsync(Statements.CreateNodes, new Dictionary<string, object?> { ["rows"] = new List<object?> { row } }, Cancellation);

        var writer = new EntityLineWriter(Stream.Null);
        var result = await GraphExporter.ExportAsync(connection, writer, null, Cancellation);

        Assert.True(result.Exact);
        Assert.Equal(1, writer.Counts.Nodes);
    }
}
