using StreamingTracker.Backup.Archive.Lines;
using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Graph.Tests.RealServer;

[Collection<TestKit.RealServer>]
public sealed class GraphImporterTests(Neo4jServerFixture server) : IDisposable
{
    private static readonly ImportOptions InBatches = new() { OneTransactionUpTo = 0, BatchRows = 7 };

    private static readonly SchemaObject UniqueName = new()
    {
        Name = "unique name",
        Kind = "UNIQUENESS",
        Entity = SchemaEntity.Node,
        LabelsOrTypes = ["Person"],
        Properties = ["name"],
    };

    private readonly BackupFolder _backups = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("fixtures/types.cypher", true)]
    [InlineData("fixtures/types.cypher", false)]
    [InlineData("fixtures/streaming-tracker.cypher", true)]
    [InlineData("fixtures/streaming-tracker.cypher", false)]
    public async Task A_graph_comes_back_equal_in_the_place_of_another(string fixture, bool inOneTransaction)
    {
        await server.EmptyServerAsync();
        await using var connection = await server.ConnectAsync();
        await Fixture.LoadAsync(connection, fixture);
        var before = await GraphContent.ReadAsync(connection);
        var backup = await _backups.ExportAsync(connection);

        await server.EmptyServerAsync();
        await MakeOldGraphAsync(connection);
        var result = await BackupFolder.ImportAsync(connection, backup, inOneTransaction ? null : InBatches);

        Assert.Equal(inOneTransaction, result.InOneTransaction);
        Assert.Equal((before.Nodes.Count, before.Relationships.Count), (result.Nodes, result.Relationships));
        GraphContent.AssertEqual(before, await GraphContent.ReadAsync(connection));
    }

    [Fact]
    public async Task A_row_that_the_server_refuses_leaves_the_old_graph_and_the_old_schema()
    {
        await server.EmptyServerAsync();
        await using var connection = await server.ConnectAsync();
        await MakeOldGraphAsync(connection);
        var before = await GraphContent.ReadAsync(connection);
        var backup = await _backups.WriteAsync(new GraphSchema([UniqueName with { Name = "new" }], []), (writer, labels) =>
        {
            writer.BeginNode(1, labels.Intern(["Person"]));
            writer.EndEntity();
            writer.BeginNode(2, labels.Intern(["Person"]));
            writer.Name("moment"u8);
            writer.ZonedDateTime(0, 0, "Nowhere/Land"u8);
            writer.EndEntity();
        });

        var failed = await Assert.ThrowsAsync<ImportFailedException>(() => BackupFolder.ImportAsync(connection, backup, new() { BatchRows = 1 }));

        Assert.Equal(ImportEnding.AsBefore, failed.Ending);
        Assert.Contains("Nowhere/Land", failed.InnerException!.Message, StringComparison.Ordinal);
        GraphContent.AssertEqual(before, await GraphContent.ReadAsync(connection));
    }

    [Fact]
    public async Task A_cancelled_swap_leaves_the_old_graph_and_the_old_schema()
    {
        await server.EmptyServerAsync();
        await using var connection = await server.ConnectAsync();
        await Fixture.LoadAsync(connection, "fixtures/streaming-tracker.cypher");
        var backup = await _backups.ExportAsync(connection);
        await server.EmptyServerAsync();
        await MakeOldGraphAsync(connection);
        var before = await GraphContent.ReadAsync(connection);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var stopper = new CancelAt("relationships", stop);
        var failed = await Assert.ThrowsAsync<ImportFailedException>(
            () => BackupFolder.ImportAsync(connection, backup, new() { BatchRows = 10 }, stopper, stop.Token));
        Assert.IsAssignableFrom<OperationCanceledException>(failed.InnerException);

        GraphContent.AssertEqual(before, await GraphContent.ReadAsync(connection));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Old_data_that_the_backups_constraint_forbids_and_new_data_that_the_old_one_does_are_no_hindrance(bool inOneTransaction)
    {
        await server.EmptyServerAsync();
        await using var connection = await server.ConnectAsync();
        await connection.ExecuteAsync("CREATE CONSTRAINT `old rule` FOR (p:Person) REQUIRE p.town IS UNIQUE", null, Cancellation);
        await connection.ExecuteAsync("CREATE (:Person {name: 'Eve', town: 1}), (:Person {name: 'Eve', town: 2})", null, Cancellation);
        var backup = await _backups.WriteAsync(new GraphSchema([UniqueName], []), (writer, labels) =>
        {
            WritePerson(writer, labels, 1, "Adam"u8);
            WritePerson(writer, labels, 2, "Eve"u8);
        });

        await BackupFolder.ImportAsync(connection, backup, inOneTransaction ? null : InBatches);

        var content = await GraphContent.ReadAsync(connection);
        Assert.Equal(2, content.Nodes.Count);
        Assert.Equal(["unique name"], content.Schema.Constraints.Select(o => o.Name));
        Assert.Empty(content.Schema.Indexes);
    }

    [Fact]
    public async Task A_constraint_that_the_backups_own_data_breaks_is_named_once_the_data_is_there()
    {
        await server.EmptyServerAsync();
        await using var connection = await server.ConnectAsync();
        var backup = await _backups.WriteAsync(new GraphSchema([UniqueName], [UniqueName with { Name = "plain", Kind = "RANGE", Properties = ["x"] }]), (writer, labels) =>
        {
            WritePerson(writer, labels, 1, "Eve"u8);
            WritePerson(writer, labels, 2, "Eve"u8);
        });

        var incomplete = await Assert.ThrowsAsync<ImportFailedException>(() => BackupFolder.ImportAsync(connection, backup));
        Assert.Equal(ImportEnding.Loaded, incomplete.Ending);
        Assert.IsType<SchemaNotRestoredException>(incomplete.InnerException);

        Assert.Contains("`unique name`", incomplete.Message, StringComparison.Ordinal);
        var content = await GraphContent.ReadAsync(connection);
        Assert.Equal(2, content.Nodes.Count);
        Assert.Equal(["plain"], content.Schema.Indexes.Select(o => o.Name));
    }

    [Fact]
    public async Task An_index_that_the_server_cannot_fill_is_named_with_its_reason()
    {
        await server.EmptyServerAsync();
        await using var connection = await server.ConnectAsync();
        var index = UniqueName with { Name = "too narrow", Kind = "RANGE" };
        var backup = await _backups.WriteAsync(
            new GraphSchema([], [index]), (writer, labels) => WritePerson(writer, labels, 1, Enumerable.Repeat((byte)'x', 50_000).ToArray()));

        var incomplete = await Assert.ThrowsAsync<ImportFailedException>(() => BackupFolder.ImportAsync(connection, backup));
        Assert.Equal(ImportEnding.Loaded, incomplete.Ending);
        Assert.IsType<SchemaNotRestoredException>(incomplete.InnerException);

        Assert.Contains("`too narrow` is FAILED", incomplete.Message, StringComparison.Ordinal);
        Assert.Contains("too large to index", incomplete.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", incomplete.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_backup_of_the_version_1_scripts_replaces_the_data_and_leaves_the_databases_own_schema(bool inOneTransaction)
    {
        await server.EmptyServerAsync();
        await using var connection = await server.ConnectAsync();
        await MakeOldGraphAsync(connection);
        var before = await GraphContent.ReadAsync(connection);
        var backup = _backups.Add(RealParts.SharedFile("fixtures/legacy-v1/streaming-tracker-backup-20260119_222349.json"));

        var result = await BackupFolder.ImportAsync(connection, backup, inOneTransaction ? null : InBatches);

        Assert.Equal((61, 192), (result.Nodes, result.Relationships));
        var after = await GraphContent.ReadAsync(connection);
        GraphContent.AssertEqual(before with { Nodes = after.Nodes, Relationships = after.Relationships }, after);
    }

    [Fact]
    public async Task Equal_indexes_are_left_as_they_are()
    {
        await server.EmptyServerAsync();
        await using var connection = await server.ConnectAsync();
        await MakeOldGraphAsync(connection);
        var backup = await _backups.ExportAsync(connection);
        var before = await IndexIdsAsync();
        await BackupFolder.ImportAsync(connection, backup);
        Assert.Equal(before, await IndexIdsAsync());

        async Task<IEnumerable<object?>> IndexIdsAsync() =>
            (await connection.QueryAsync("SHOW INDEXES YIELD id, owningConstraint WHERE owningConstraint IS NULL RETURN id ORDER BY id", null, Cancellation))
            .Select(record => record["id"]).ToArray();
    }

    public void Dispose() => _backups.Dispose();

    private static async Task MakeOldGraphAsync(BoltConnection connection)
    {
        await connection.ExecuteAsync("CREATE CONSTRAINT `old rule` FOR (o:Old) REQUIRE o.number IS UNIQUE", null, Cancellation);
        await connection.ExecuteAsync("CREATE INDEX `old index` FOR ()-[r:OLD]-() ON (r.number)", null, Cancellation);
        await connection.ExecuteAsync("UNWIND range(1, 50) AS i CREATE (:Old {number: i})-[:OLD {number: i}]->(:Older)", null, Cancellation);
        await connection.ExecuteAsync("CALL db.awaitIndexes(60)", null, Cancellation);
    }

    private static void WritePerson(EntityLineWriter writer, LabelSetTable labels, long id, ReadOnlySpan<byte> name)
    {
        writer.BeginNode(id, labels.Intern(["Person"]));
        writer.Name("name"u8);
        writer.String(name);
        writer.EndEntity();
    }

    private sealed class CancelAt(string phase, CancellationTokenSource source) : IProgress<GraphProgress>
    {
        public void Report(GraphProgress value)
        {
            if (value.Phase == phase) source.Cancel();
        }
    }
}
